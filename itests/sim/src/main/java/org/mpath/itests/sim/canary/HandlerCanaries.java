package org.mpath.itests.sim.canary;

import java.util.function.Supplier;
import org.mpath.api.map.MapEvent;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;

/** Canaries among array plug-ins. */
final class HandlerCanaries {
    private HandlerCanaries() {}

    /** Passes everything on. Those who meddle override what they meddle with. */
    private static class Meddling implements HardwareHandler {
        final HardwareHandler real;

        Meddling(HardwareHandler real) {
            this.real = real;
        }

        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            return real.checkSense(path, senseKey, asc, ascq);
        }

        @Override
        public Activation activation() {
            return real.activation();
        }

        @Override
        public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
            real.activate(path, bypassed, listener);
        }

        @Override
        public void askOwner(PathDevice path, OwnerListener listener) {
            real.askOwner(path, listener);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    static final class TellRefusal extends Sabotage {
        @Override
        public HardwareHandler handler(HardwareHandler real, Supplier<HardwareHandler> another) {
            return new Meddling(real) {
                @Override
                public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                    return Verdict.RETURN;
                }
            };
        }
    }

    static final class ServeAnywhere extends Sabotage {
        @Override
        public boolean refuses() {
            return false;
        }
    }

    static final class BlindHandler extends Sabotage {
        @Override
        public HardwareHandler handler(HardwareHandler real, Supplier<HardwareHandler> another) {
            return new Meddling(real) {
                @Override
                public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                    Verdict verdict = real.checkSense(path, senseKey, asc, ascq);
                    return verdict == Verdict.ACTIVATE ? Verdict.RETRY : verdict;
                }
            };
        }
    }

    static final class NoHold extends Sabotage {
        private static final String LATER = ", in ";
        /** Longer than any hold. */
        private static final long HOLD_NANOS = 30_000_000_000L;

        private MapEngine engine;
        private Agenda agenda;

        @Override
        public boolean fights() {
            return true;
        }

        @Override
        public void around(MapEngine around, Agenda its) {
            engine = around;
            agenda = its;
        }

        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
                    super.event(kind, path, from, to, reason);
                    if (kind == MapEvent.Kind.ACTIVATION_STARTED && reason.contains(LATER)) {
                        agenda.in(0, () -> engine.timerFired(agenda.now() + HOLD_NANOS));
                    }
                }
            };
        }
    }

    static final class MoveAndFollow extends Sabotage {
        @Override
        public HardwareHandler handler(HardwareHandler real, Supplier<HardwareHandler> another) {
            return new Meddling(real) {
                @Override
                public void askOwner(PathDevice path, OwnerListener listener) {
                    real.activate(path, false, answer -> real.askOwner(path, listener));
                }
            };
        }
    }

    static final class TwoOrders extends Sabotage {
        @Override
        public HardwareHandler handler(HardwareHandler real, Supplier<HardwareHandler> another) {
            HardwareHandler second = another.get();
            return new Meddling(real) {
                @Override
                public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                    real.activate(path, bypassed, listener);
                    second.activate(path, bypassed, answer -> {});
                }

                @Override
                public void close() {
                    real.close();
                    second.close();
                }
            };
        }
    }

    static final class NeverClose extends Sabotage {
        @Override
        public Scenario scenario(Scenario drawn) {
            return with(drawn, FaultKind.HANDLER_REMOVAL, FaultKind.HANDLER_SWAP, FaultKind.CONTROLLER_FAILURE);
        }

        @Override
        public boolean closes() {
            return false;
        }
    }

    static final class AnswerTwice extends Sabotage {
        @Override
        public HardwareHandler handler(HardwareHandler real, Supplier<HardwareHandler> another) {
            return new Meddling(real) {
                @Override
                public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                    real.activate(path, bypassed, answer -> {
                        listener.activated(answer);
                        listener.activated(answer);
                    });
                }
            };
        }
    }
}
