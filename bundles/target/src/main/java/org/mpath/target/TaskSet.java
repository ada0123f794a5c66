package org.mpath.target;

/** The commands a unit has received and not answered, from all nexuses: a task set (SAM-5). A list through the commands. */
final class TaskSet {
    private Command first;

    void enter(Command command, Command.State state) {
        command.state = state;
        command.previous = null;
        command.next = first;
        if (first != null) {
            first.previous = command;
        }
        first = command;
    }

    /** Takes a command out, to be carried out or ended. */
    void leave(Command command, Command.State state) {
        if (command.previous == null) {
            first = command.next;
        } else {
            command.previous.next = command.next;
        }
        if (command.next != null) {
            command.next.previous = command.previous;
        }
        command.previous = null;
        command.next = null;
        command.deferred = null;
        command.state = state;
    }

    void endAll() {
        while (first != null) {
            leave(first, Command.State.ENDED);
        }
    }

    void endAllOf(UnitNexus nexus) {
        Command command = first;
        while (command != null) {
            Command following = command.next;
            if (command.unitNexus == nexus) {
                leave(command, Command.State.ENDED);
            }
            command = following;
        }
    }
}
