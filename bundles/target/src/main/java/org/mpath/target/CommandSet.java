package org.mpath.target;

import java.util.Map;

/** The commands a logical unit knows, by operation code. Immutable. */
public final class CommandSet {
    private static final int OPCODES = 256;

    private final CommandHandler[] handlers = new CommandHandler[OPCODES];

    /** Makes one from operation codes, 0 to 255, and their handlers. */
    public CommandSet(Map<Integer, CommandHandler> byOpcode) {
        byOpcode.forEach((opcode, handler) -> handlers[opcode] = handler);
    }

    /** The handler of an operation code, 0 to 255; null when the unit does not know it. */
    public CommandHandler handler(int opcode) {
        return handlers[opcode];
    }
}
