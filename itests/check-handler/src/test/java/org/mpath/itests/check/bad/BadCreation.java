package org.mpath.itests.check.bad;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Verdict;

/** Families that are wrong in themselves. */
public final class BadCreation {
    private BadCreation() {}

    /** Could start a thread. */
    public static class HasThread extends PlainFactory {
        @Override
        public HardwareHandler create(List<String> arguments) {
            if (arguments.size() > 1_000_000) {
                new Thread(() -> {}).start();
            }
            return super.create(arguments);
        }
    }

    /** Starts a thread that no class file shows, once. */
    public static class HidesThread extends PlainFactory {
        /** Says that it is done. */
        public static final String DONE = "org.mpath.itests.check.bad.thread";

        @Override
        public HardwareHandler create(List<String> arguments) {
            super.create(arguments);
            return new PlainHandler() {
                @Override
                public void askOwner(PathDevice path, OwnerListener listener) {
                    if (System.getProperties().putIfAbsent(DONE, "true") == null) {
                        startThread();
                    }
                    listener.ownerState(OwnerState.UNKNOWN);
                }
            };
        }

        static void startThread() {
            try {
                Class<?> type = Class.forName("java.lang.Thr" + "ead");
                Runnable pause = () -> {
                    try {
                        type.getMethod("sle" + "ep", long.class).invoke(null, 300L);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                };
                type.getMethod("start").invoke(type.getConstructor(Runnable.class).newInstance(pause));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Has a native method. */
    public static class HasNative extends PlainFactory {
        native int processor();
    }

    /** Looks at the clock of the process. */
    public static class LooksAtClock extends PlainFactory {
        long madeNanos;

        @Override
        public HardwareHandler create(List<String> arguments) {
            madeNanos = System.nanoTime();
            return super.create(arguments);
        }
    }

    /** Counts all handlers in a static field. */
    public static class CountsStatically extends PlainFactory {
        static int count;

        @Override
        public HardwareHandler create(List<String> arguments) {
            count++;
            return super.create(arguments);
        }
    }

    /** Keeps paths in a static collection. */
    public static class CollectsStatically extends PlainFactory {
        static final List<String> SEEN = new ArrayList<>();
    }

    /** Takes any argument. */
    public static class TakesAnything extends PlainFactory {
        @Override
        public HardwareHandler create(List<String> arguments) {
            return new PlainHandler();
        }
    }

    /** Remembers every handler. */
    public static class RemembersHandlers extends PlainFactory {
        private final List<HardwareHandler> all = new ArrayList<>();

        @Override
        public HardwareHandler create(List<String> arguments) {
            HardwareHandler made = super.create(arguments);
            all.add(made);
            return made;
        }
    }

    /** Counts down before it claims a path of a unit with a number: seconds, and nothing can interrupt it. */
    public static class CountsUnits extends PlainFactory {
        long sum = 1;

        @Override
        public boolean claims(PathFacts path) {
            for (long left = path.lun() == 0 ? 0 : 3_000_000_000L; left > 0; left--) {
                sum = sum * 31 + left;
            }
            return super.claims(path);
        }
    }

    /** Says something else each time. */
    public static class ChangesItsMind extends PlainFactory {
        private boolean last = true;

        @Override
        public boolean claims(PathFacts path) {
            last = path.lun() != 0 && !last;
            return last;
        }
    }

    /** Fails paths for errors of the medium. */
    public static class BlamesPath extends PlainFactory {
        @Override
        public HardwareHandler create(List<String> arguments) {
            super.create(arguments);
            return new PlainHandler() {
                @Override
                public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                    return senseKey == 0x03 && asc == 0x11 ? Verdict.FAIL_PATH : Verdict.DECLINED;
                }
            };
        }
    }

    /** Keeps what it was asked in an array of its own. */
    public static class Allocates extends PlainFactory {
        @Override
        public HardwareHandler create(List<String> arguments) {
            super.create(arguments);
            return new PlainHandler() {
                private int[] last = new int[3];

                @Override
                public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                    last = new int[] {senseKey, asc, ascq};
                    return last.length == 0 ? Verdict.RETRY : Verdict.DECLINED;
                }
            };
        }
    }

    /** Leaves itself with the JVM. */
    public static final class StaysWithJvm extends PlainFactory {
        /** What its keys begin with. */
        public static final String KEY = "org.mpath.itests.check.bad.stays.";

        /** Registers itself. */
        public StaysWithJvm() {
            System.getProperties().put(KEY + System.identityHashCode(this), this);
        }
    }
}
