package org.mpath.transport.lab;

import java.util.Arrays;

/** The commands of a session that are on their way, by slot. Grows up to its limit and does not allocate otherwise. */
final class InFlight {
    /** Most commands of a session on their way; one more is answered TASK SET FULL. */
    static final int COMMANDS_MAX = 1024;

    private final PortSession session;
    private CommandMessage[] messages = {};
    private int[] free = {};
    private int freeCount;

    InFlight(PortSession session) {
        this.session = session;
    }

    /** A message to fill; null when the limit is reached. */
    CommandMessage take() {
        if (freeCount == 0 && !grow()) {
            return null;
        }
        return messages[free[--freeCount]];
    }

    /** Gives a message back that nobody else has. */
    void release(CommandMessage message) {
        message.task = null;
        free[freeCount++] = message.slot;
    }

    /** Gives up a message that the array still has: its slot gets a new one. */
    void replace(CommandMessage message) {
        messages[message.slot] = new CommandMessage(session, message.slot);
        release(message);
    }

    int count() {
        return messages.length - freeCount;
    }

    /** How many slots to look at with {@link #at}. */
    int slots() {
        return messages.length;
    }

    /** The command in a slot; null when it is free. */
    CommandMessage at(int slot) {
        return messages[slot].task == null ? null : messages[slot];
    }

    private boolean grow() {
        int before = messages.length;
        if (before == COMMANDS_MAX) {
            return false;
        }
        int after = Math.max(32, before * 2);
        messages = Arrays.copyOf(messages, after);
        free = Arrays.copyOf(free, after);
        for (int slot = after - 1; slot >= before; slot--) {
            messages[slot] = new CommandMessage(session, slot);
            free[freeCount++] = slot;
        }
        return true;
    }
}
