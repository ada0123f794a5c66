package org.mpath.target;

/**
 * The answer that a command handler owes: the command is in its unit's task set meanwhile, where task management or the end
 * of its nexus may end it. Got from {@link Command#defer}.
 */
public final class DeferredAnswer {
    private final Command command;

    DeferredAnswer(Command command) {
        this.command = command;
    }

    /** Answers GOOD, unless the command was ended meanwhile. */
    public void good() {
        command.finish(this, Command::good);
    }

    /** Has the command carried out now, by who answers at once, unless the command was ended meanwhile. */
    public void of(CommandHandler handler) {
        command.finish(this, working -> working.unitNexus.executeLate(working, handler));
    }

    /** Answers CHECK CONDITION, unless the command was ended meanwhile. */
    public void check(SenseCode code) {
        command.finish(this, ended -> ended.check(code));
    }
}
