package org.mpath.itests.sim.plugin;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.ChannelHandler;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.io.TurnEnd;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Finding;
import org.mpath.itests.sim.fabric.SimPath;

/**
 * All that one instance of a plug-in gets hold of: its paths, and their reactor with its timers. When it is closed nothing
 * may be left of it, and nothing may come any more.
 */
final class Leash implements Reactor {
    /** What must hold. */
    static final String INVARIANT = "nothing of a closed handler runs";

    /** The reactor's clock is about to wrap: only differences count. */
    private static final long CLOCK_NANOS = Long.MAX_VALUE - 3_000_000_000L;

    private final Agenda agenda;
    private final Mischief mischief;
    private final String who;
    private final Map<SimPath, LeashedPath> paths = new HashMap<>();
    private int armed;
    private int listening;
    private boolean closed;

    /** @param who holds on to it, for people */
    Leash(Agenda agenda, Mischief mischief, String who) {
        this.agenda = agenda;
        this.mischief = mischief;
        this.who = who;
    }

    /** A path as this instance sees it. */
    PathDevice path(SimPath path) {
        return paths.computeIfAbsent(path, real -> new LeashedPath(this, real));
    }

    /** Nothing may be waited for any more; listeners go with their paths. */
    void end() {
        listening = 0;
        close();
    }

    /** Nothing may be left. */
    void close() {
        closed = true;
        if (armed > 0 || listening > 0) {
            throw broken("leaves %d timer(s) and %d link listener(s)", armed, listening);
        }
    }

    void submit(SimPath path, ScsiTask task, TaskListener listener) {
        mustBeOpen("sends command %02xh on path %d", task.cdb[0], path.index());
        mischief.carry(this, path, task, listener);
    }

    void listen(int more) {
        if (more > 0) {
            mustBeOpen("listens to a path");
        }
        listening += more;
    }

    /** Nothing of a closed plug-in happens. */
    void mustBeOpen(String what, Object... values) {
        if (closed) {
            throw broken(what, values);
        }
    }

    private Finding broken(String what, Object... values) {
        return new Finding(INVARIANT, who + " was closed and " + String.format(Locale.ROOT, what, values));
    }

    // ---- the reactor ----

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public boolean inReactor() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        mustBeOpen("asks for a turn of the reactor");
        agenda.in(0, task);
    }

    @Override
    public long nanoTime() {
        return CLOCK_NANOS + agenda.now();
    }

    @Override
    public ReactorTimer timer(Runnable action) {
        return new LeashedTimer(action);
    }

    @Override
    public SelectionKey register(SelectableChannel channel, int interestOps, ChannelHandler handler) {
        throw new UnsupportedOperationException("plug-ins do no I/O of their own");
    }

    @Override
    public void atTurnEnd(TurnEnd work) {
        execute(work::turnEnded);
    }

    @Override
    public BufferPool buffers() {
        throw new UnsupportedOperationException("plug-ins have buffers of their own");
    }

    private final class LeashedTimer implements ReactorTimer {
        private final Runnable action;
        private int arming;
        private boolean isArmed;

        LeashedTimer(Runnable action) {
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            mustBeOpen("arms a timer");
            cancel();
            isArmed = true;
            armed++;
            int mine = arming;
            agenda.in(delayNanos, () -> fire(mine));
        }

        private void fire(int itsArming) {
            if (itsArming == arming) {
                mustBeOpen("has a timer that fires");
                cancel();
                action.run();
            }
        }

        @Override
        public void cancel() {
            arming++;
            armed -= isArmed ? 1 : 0;
            isArmed = false;
        }

        @Override
        public boolean armed() {
            return isArmed;
        }
    }
}
