package org.mpath.itests.sim.canary;

import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.core.MapActions;
import org.mpath.core.MapEngine;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.FaultKind;
import org.mpath.itests.sim.Scenario;
import org.mpath.scsi.Opcode;

/** The canaries. Each breaks one thing, as simply as it can be broken. */
final class Canaries {
    private Canaries() {}

    static final class CompleteTwice extends Sabotage {
        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void complete(ScsiTask task) {
                    actions.complete(task);
                    actions.complete(task);
                }
            };
        }
    }

    static final class DropCompletion extends Sabotage {
        private static final int EACH = 50;

        private int completions;

        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void complete(ScsiTask task) {
                    if (++completions % EACH != 0) {
                        actions.complete(task);
                    }
                }
            };
        }
    }

    static final class SendToFailed extends Sabotage {
        private MapEngine engine;
        private String failed = "";

        @Override
        public void around(MapEngine around, Agenda agenda) {
            engine = around;
        }

        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
                    failed = kind == MapEvent.Kind.PATH_FAILED ? path : "";
                    super.event(kind, path, from, to, reason);
                }

                @Override
                public void send(int path, ScsiTask task) {
                    int number = engine.numberOf(failed);
                    actions.send(number < 0 ? path : number, task);
                }
            };
        }
    }

    static final class SendToBypassed extends Sabotage {
        private static final long WHEN_NANOS = 300_000_000;

        private boolean hiding;

        @Override
        public void around(MapEngine engine, Agenda agenda) {
            agenda.in(WHEN_NANOS, () -> {
                try {
                    engine.message("disable_group 1", agenda.now());
                    hiding = true;
                    engine.message("enable_group 1", agenda.now());
                } catch (MapException suspended) {
                    // this world's operator was here first
                }
                hiding = false;
            });
        }

        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
                    if (!hiding) {
                        super.event(kind, path, from, to, reason);
                    }
                }
            };
        }
    }

    static final class SendBeforeReady extends Sabotage {
        private MapEngine engine;
        private Agenda agenda;
        private boolean flags;

        @Override
        public Scenario scenario(Scenario drawn) {
            flags = drawn.shape().activation() == org.mpath.api.plugin.Activation.ONE_PATH;
            return drawn;
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
                public void activate(int path, int round, boolean bypassed) {
                    agenda.in(0, () -> engine.activated(
                            path, round, flags ? PgInitFlags.NONE : ActivationCode.OK, agenda.now()));
                }
            };
        }
    }

    static final class TwoRounds extends Sabotage {
        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void activate(int path, int round, boolean bypassed) {
                    actions.activate(path, round, bypassed);
                    actions.activate(path, round + 1, bypassed);
                }
            };
        }
    }

    static final class SendSuspended extends Sabotage {
        private MapEngine engine;
        private Agenda agenda;

        @Override
        public Scenario scenario(Scenario drawn) {
            return with(drawn, FaultKind.OPERATOR);
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
                public void suspended() {
                    actions.suspended();
                    agenda.in(1, () -> engine.resumeIo(agenda.now()));
                }
            };
        }
    }

    static final class FastFence extends Sabotage {
        @Override
        public Scenario scenario(Scenario drawn) {
            Scenario.Shape shape = drawn.shape();
            Scenario.Shape late = new Scenario.Shape(shape.paths(), true, shape.activation(), shape.passiveSense(),
                    shape.initRetries(), shape.initDelayMillis(), shape.selector(), false, false);
            return with(drawn, FaultKind.LATE_EXECUTION, FaultKind.CUT, FaultKind.SILENCE)
                    .with(late)
                    .with(drawn.policy().with("fence", "fast"));
        }
    }

    static final class NeverSent extends Sabotage {
        @Override
        public Scenario scenario(Scenario drawn) {
            return with(drawn, FaultKind.LATE_EXECUTION, FaultKind.CUT, FaultKind.SILENCE);
        }

        @Override
        public void returned(ScsiTask task) {
            if (task.delivery == Delivery.UNKNOWN) {
                task.delivery = Delivery.NOT_SENT;
            }
        }
    }

    static final class Repeat extends Sabotage {
        private static final int COMPARE_PERMILLE = 300;

        @Override
        public Scenario scenario(Scenario drawn) {
            Scenario.Load load = drawn.load();
            return with(drawn, FaultKind.LOSS, FaultKind.CUT, FaultKind.TARGET_RESET).with(new Scenario.Load(
                    load.depth(), load.blocks(), load.writePermille(), COMPARE_PERMILLE, load.requests()));
        }

        @Override
        public void returned(ScsiTask task) {
            boolean once = (task.cdb[0] & 0xff) == Opcode.COMPARE_AND_WRITE;
            if (once && task.delivery != Delivery.ANSWERED) {
                task.delivery = Delivery.NOT_SENT;
            }
        }
    }

    static final class LongQueue extends Sabotage {
        private static final int TASKS_MAX = 2;

        @Override
        public Scenario scenario(Scenario drawn) {
            return with(drawn, FaultKind.CONTROLLER_DEATH, FaultKind.CUT, FaultKind.SILENCE)
                    .with(drawn.policy().with("queued_tasks_max", Integer.toString(TASKS_MAX)));
        }

        @Override
        public void around(MapEngine engine, Agenda agenda) {
            engine.policy(MapPolicy.DEFAULT, 0);
        }
    }

    static final class LeaveTimer extends Sabotage {
        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void setTimer(long delayNanos) {
                    if (delayNanos >= 0) {
                        actions.setTimer(delayNanos);
                    }
                }
            };
        }
    }

    static final class LoseTimer extends Sabotage {
        @Override
        public Scenario scenario(Scenario drawn) {
            return with(drawn, FaultKind.BUSY, FaultKind.CUT, FaultKind.SILENCE);
        }

        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void setTimer(long delayNanos) {
                    if (delayNanos < 0) {
                        actions.setTimer(delayNanos);
                    }
                }
            };
        }
    }

    static final class HideReinstated extends Sabotage {
        @Override
        public MapActions between(MapActions actions) {
            return new Meddler(actions) {
                @Override
                public void event(MapEvent.Kind kind, String path, String from, String to, String reason) {
                    if (kind != MapEvent.Kind.PATH_REINSTATED) {
                        super.event(kind, path, from, to, reason);
                    }
                }
            };
        }
    }
}
