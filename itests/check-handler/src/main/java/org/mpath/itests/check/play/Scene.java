package org.mpath.itests.check.play;

import java.util.ArrayList;
import java.util.List;

/** One virtual reactor, the paths of one unit, and what a plug-in did there. */
public final class Scene {
    /** A plug-in that sends more in one scene gets no answers any more. */
    public static final int COMMANDS_MAX = 1000;

    private final VirtualReactor reactor = new VirtualReactor(this::threw);
    private final List<PlayedPath> paths = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();
    private final boolean prompt;
    private ArrayScript script;
    private int resets;

    /**
     * Sets one up.
     *
     * @param prompt answers that take no time come before {@code submit} returns
     */
    public Scene(int pathCount, boolean prompt, ArrayScript script) {
        this.prompt = prompt;
        this.script = script;
        for (int i = 0; i < pathCount; i++) {
            paths.add(new PlayedPath(this, i));
        }
    }

    /** From now on the array does otherwise. */
    public void script(ArrayScript other) {
        script = other;
    }

    /** Its clock. */
    public VirtualReactor reactor() {
        return reactor;
    }

    /** Its paths. */
    public List<PlayedPath> paths() {
        return paths;
    }

    /** What was sent. */
    public List<Sent> sent() {
        return sent;
    }

    /** What the plug-in threw while it was told of an answer, a link or the time. */
    public List<Throwable> thrown() {
        return thrown;
    }

    /** How often the plug-in reset the unit. */
    public int resets() {
        return resets;
    }

    /** Forgets what was sent and thrown, and what the array was: a new plug-in comes. */
    public void forget() {
        sent.clear();
        thrown.clear();
        script = null;
    }

    boolean prompt() {
        return prompt;
    }

    Sent record(Sent next) {
        sent.add(next);
        return next;
    }

    Reply replyTo(Sent next) {
        return sent.size() > COMMANDS_MAX ? Reply.SILENCE : script.reply(next);
    }

    void unitReset(PlayedPath path) {
        resets++;
    }

    void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            threw(e);
        }
    }

    private void threw(Throwable e) {
        thrown.add(e);
    }
}
