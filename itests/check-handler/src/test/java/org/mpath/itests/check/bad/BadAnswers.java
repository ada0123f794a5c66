package org.mpath.itests.check.bad;

import java.util.List;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.DataDirection;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.scsi.Cdb;

/** Families whose answers, or what they send for them, are wrong. */
public final class BadAnswers {
    private static final long TIMEOUT_NANOS = 10_000_000_000L;

    private BadAnswers() {}

    /** A handler that activates otherwise. */
    interface Activating {
        void activate(PathDevice path, ActivationListener listener);
    }

    /** A family with such handlers. */
    abstract static class ActivatingFactory extends PlainFactory implements Activating {
        @Override
        public HardwareHandler create(List<String> arguments) {
            super.create(arguments);
            return new PlainHandler() {
                @Override
                public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                    ActivatingFactory.this.activate(path, listener);
                }
            };
        }
    }

    private static PathCommand plain(PathDevice path) {
        return new PathCommand(path, DataDirection.NONE, 0);
    }

    private static PathCommand page(PathDevice path, int bytes) {
        PathCommand command = new PathCommand(path, DataDirection.READ, bytes);
        Cdb.inquiryPage(command.cdb(), 0xc8, Math.min(bytes, 0xffff));
        return command;
    }

    private static boolean good(PathCommand command) {
        return command.answered() && command.status() == 0;
    }

    /** Does not answer when the path is lost. */
    public static class ForgetsLostPaths extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            PathCommand command = plain(path);
            command.send(Cdb.testUnitReady(command.cdb()), TIMEOUT_NANOS, ended -> {
                if (ended.answered()) {
                    listener.activated(good(ended) ? ActivationCode.OK : ActivationCode.IO);
                }
            });
        }
    }

    /** Answers once too often when the unit is not ready. */
    public static class AnswersTwice extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            PathCommand command = plain(path);
            command.send(Cdb.testUnitReady(command.cdb()), TIMEOUT_NANOS, ended -> {
                if (!good(ended)) {
                    listener.activated(ActivationCode.IO);
                }
                listener.activated(good(ended) ? ActivationCode.OK : ActivationCode.CONN_FAILURE);
            });
        }
    }

    /** Does not know who owns the unit, and does not say so. */
    public static class KeepsOwnerToItself extends PlainFactory {
        @Override
        public HardwareHandler create(List<String> arguments) {
            super.create(arguments);
            return new PlainHandler() {
                @Override
                public void askOwner(PathDevice path, OwnerListener listener) {
                    // nothing
                }
            };
        }
    }

    /** Takes its time for a check. */
    public static class ChecksSlowly extends PlainFactory implements PathChecker {
        @Override
        public PathChecker checker() {
            return this;
        }

        @Override
        public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
            PathCommand command = plain(path);
            command.send(Cdb.testUnitReady(command.cdb()), 3 * timeoutNanos, ended -> listener.checked(
                    good(ended) ? CheckerState.UP : CheckerState.DOWN, good(ended) ? "" : "not ready"));
        }
    }

    /** Ranks twice. */
    public static class RanksTwice extends PlainFactory implements Prioritizer {
        @Override
        public Prioritizer prioritizer() {
            return this;
        }

        @Override
        public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
            listener.ranked(PathRank.UNKNOWN);
            listener.ranked(new PathRank(1, 1, ""));
        }
    }

    /** Asks for more than any array has to say. */
    public static class ReadsMuch extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            page(path, 1 << 17).send(6, TIMEOUT_NANOS, ended -> {
                boolean page = good(ended) && ended.received().length > 1 && (ended.received()[1] & 0xff) == 0xc8;
                listener.activated(page ? ActivationCode.OK : ActivationCode.IO);
            });
        }
    }

    /** Moves the unit three times, to be sure. */
    public static class MovesThrice extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            int[] left = {3};
            for (int i = left[0]; i > 0; i--) {
                PathCommand command = plain(path);
                command.send(Cdb.startUnit(command.cdb()), TIMEOUT_NANOS, ended -> {
                    if (--left[0] == 0) {
                        listener.activated(good(ended) ? ActivationCode.OK : ActivationCode.IO);
                    }
                });
            }
        }
    }

    /** Is pleased with every end. */
    public static class AlwaysPleased extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            PathCommand command = plain(path);
            command.send(Cdb.testUnitReady(command.cdb()), TIMEOUT_NANOS, ended -> listener.activated(ActivationCode.OK));
        }
    }

    /** Believes the length that a page says it has. */
    public static class BelievesLengths extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            page(path, 64).send(6, TIMEOUT_NANOS, ended -> {
                byte[] bytes = good(ended) ? ended.received() : new byte[0];
                boolean page = bytes.length > 3 && (bytes[1] & 0xff) == 0xc8 && bytes[3 + (bytes[3] & 0xff)] != 7;
                listener.activated(page ? ActivationCode.OK : ActivationCode.IO);
            });
        }
    }

    /** Looks at vendor bytes of INQUIRY data that need not be there. */
    public static class ReadsVendorBytes extends PlainFactory {
        @Override
        public boolean claims(PathFacts path) {
            return path.inquiry()[44] == 'B' && super.claims(path);
        }
    }

    /** Is pleased with GOOD, whatever came with it. */
    public static class BelievesAnything extends ActivatingFactory {
        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            page(path, 64).send(6, TIMEOUT_NANOS, ended ->
                    listener.activated(good(ended) ? ActivationCode.OK : ActivationCode.IO));
        }
    }

    /** Wants to look again in a minute, closed or not. */
    public static class LooksAgain extends ActivatingFactory {
        private static final long LOOK_NANOS = 60_000_000_000L;

        @Override
        public void activate(PathDevice path, ActivationListener listener) {
            path.reactor().timer(() -> {}).arm(LOOK_NANOS);
            listener.activated(ActivationCode.OK);
        }
    }

    /** Thinks for a while before it goes, once it has seen a real path. */
    public static class ClosesSlowly extends PlainFactory {
        private static final long THOUGHTS = 400_000_000;

        @Override
        public HardwareHandler create(List<String> arguments) {
            super.create(arguments);
            return new PlainHandler() {
                private boolean real;
                private long thought = 1;

                @Override
                public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                    real = path.transport().equals("lab");
                    listener.activated(ActivationCode.OK);
                }

                @Override
                public void close() {
                    for (long i = 0; real && i < THOUGHTS; i++) {
                        thought = thought * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
                    }
                }
            };
        }
    }
}
