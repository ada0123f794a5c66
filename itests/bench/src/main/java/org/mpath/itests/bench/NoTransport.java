package org.mpath.itests.bench;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.io.TurnEnd;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;

/** Paths to nothing: every task is answered GOOD at the end of the turn. What is left is the cost of the loop and the map. */
final class NoTransport implements Transport {
    private static final int TASKS_MAX = 1024;
    private final List<PathDevice> paths;

    NoTransport(Reactor reactor, int pathCount) {
        paths = IntStream.range(0, pathCount).mapToObj(i -> (PathDevice) new NoPath(reactor, i)).toList();
    }

    @Override
    public String type() {
        return "none";
    }

    @Override
    public Collection<PathDevice> paths() {
        return paths;
    }

    @Override
    public boolean settled() {
        return true;
    }

    @Override
    public void rescan() {}

    @Override
    public void addListener(TransportListener listener) {}

    @Override
    public void removeListener(TransportListener listener) {}

    private static final class NoPath implements PathDevice, TurnEnd {
        private final Reactor reactor;
        private final String port;
        private ScsiTask[] waiting = new ScsiTask[TASKS_MAX];
        private ScsiTask[] answering = new ScsiTask[TASKS_MAX];
        private int count;

        NoPath(Reactor reactor, int number) {
            this.reactor = reactor;
            this.port = "P" + number;
        }

        @Override
        public void submit(ScsiTask task, TaskListener listener) {
            task.pathListener = listener;
            if (count == 0) {
                reactor.atTurnEnd(this);
            }
            waiting[count++] = task;
        }

        @Override
        public void turnEnded() {
            ScsiTask[] batch = waiting;
            int answers = count;
            waiting = answering;
            answering = batch;
            count = 0;
            for (int i = 0; i < answers; i++) {
                batch[i].delivery = Delivery.ANSWERED;
                batch[i].pathListener.taskDone(batch[i]);
            }
        }

        @Override
        public String name() {
            return "none:" + port + "/0";
        }

        @Override
        public String transport() {
            return "none";
        }

        @Override
        public String port() {
            return port;
        }

        @Override
        public long lun() {
            return 0;
        }

        @Override
        public Reactor reactor() {
            return reactor;
        }

        @Override
        public boolean linkUp() {
            return true;
        }

        @Override
        public String linkReason() {
            return null;
        }

        @Override
        public void abort(ScsiTask task) {}

        @Override
        public void resetUnit(ResetListener listener) {
            listener.resetDone(this, true);
        }

        @Override
        public void addLinkListener(LinkListener listener) {}

        @Override
        public void removeLinkListener(LinkListener listener) {}
    }
}
