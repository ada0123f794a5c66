package org.mpath.itests.sim.plugin;

import java.util.function.Consumer;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.Verdict;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.Finding;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.itests.sim.fabric.SimPath;

/** A real family's plug-in: each time it comes it is another instance, on a {@link Leash} of its own. */
public final class FamilyPlugIn implements PlugIn {
    private static final String ANSWERS = "a handler answers once";

    private final Scenario.Maker maker;
    private final Agenda agenda;
    private final Mischief mischief;
    private final Orders orders;
    private final Sabotage sabotage;
    private final Chance chance;
    private final long checkTimeoutNanos;
    private final Leash checks;
    private Version version;
    private OnLeash latest;
    private boolean broken;

    /** Chance for what goes wrong with its commands. */
    public FamilyPlugIn(
            Scenario scenario,
            Agenda agenda,
            Trace trace,
            Chance chance,
            FaultCount counts,
            Orders orders,
            Sabotage sabotage) {
        this.maker = scenario.maker();
        this.agenda = agenda;
        this.mischief = new Mischief(scenario, agenda, trace, chance, counts, orders);
        this.orders = orders;
        this.sabotage = sabotage;
        this.chance = chance.split();
        this.version = new Version();
        this.checkTimeoutNanos = scenario.pace().timeout();
        this.checks = new Leash(agenda, mischief, "the checker");
    }

    @Override
    public String name() {
        return version.factory.name();
    }

    @Override
    public boolean handles() {
        return true;
    }

    @Override
    public String tableWords() {
        String words = String.join(" ", maker.arguments());
        return maker.arguments().size() + 1 + " " + name() + (words.isEmpty() ? "" : " " + words);
    }

    @Override
    public Attached attach() {
        if (version.users == 0 || chance.coin()) {
            version = new Version();
        }
        latest = new OnLeash(version);
        return latest;
    }

    @Override
    public Attached attachNeighbour() {
        if (version.users == 0) {
            version = new Version();
        }
        return new OnLeash(version);
    }

    @Override
    public void breakOnce() {
        broken = true;
    }

    @Override
    public void check(SimPath path, Consumer<CheckerState> told) {
        PathChecker checker = version.checker;
        if (checker == null) {
            TurCheck.check(path, told);
        } else {
            checker.check(checks.path(path), checkTimeoutNanos, (state, message) -> told.accept(state));
        }
    }

    @Override
    public boolean idle() {
        return latest.closed || latest.owed == 0;
    }

    @Override
    public void heal() {
        mischief.heal();
        broken = false;
    }

    @Override
    public void close() {
        checks.end();
    }

    /** One version of the plug-in: its handlers may share what they know, and what they wait for. */
    private final class Version {
        private final HardwareHandlerFactory factory = maker.family().plugIn();
        private final PathChecker checker = factory.checker();
        private final Leash leash = new Leash(agenda, mischief, "the handler");
        private int users;
    }

    /** One handler. What it answers comes in a turn of its own, as in the product. */
    private final class OnLeash implements Attached, HardwareHandler {
        private final Version its;
        private final HardwareHandler handler;
        private int owed;
        private boolean closed;

        OnLeash(Version its) {
            this.its = its;
            this.handler = sabotage.handler(its.factory.create(maker.arguments()),
                    () -> maker.family().plugIn().create(maker.arguments()));
            its.users++;
        }

        @Override
        public HardwareHandler handler() {
            return this;
        }

        @Override
        public PathDevice path(SimPath path) {
            return its.leash.path(path);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (sabotage.closes()) {
                    handler.close();
                }
                orders.forgotten(its.leash);
                if (--its.users == 0) {
                    its.leash.close();
                }
            }
        }

        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            if (broken) {
                broken = false;
                throw new IllegalStateException("broken on purpose");
            }
            try {
                return handler.checkSense(path, senseKey, asc, ascq);
            } catch (RuntimeException thrown) {
                throw new Finding("a handler does not throw", thrown);
            }
        }

        @Override
        public Activation activation() {
            return handler.activation();
        }

        @Override
        public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
            Consumer<Runnable> once = once("activate " + path.name());
            handler.activate(path, bypassed, answer -> once.accept(() -> listener.activated(answer)));
        }

        @Override
        public void askOwner(PathDevice path, OwnerListener listener) {
            Consumer<Runnable> once = once("askOwner " + path.name());
            handler.askOwner(path, state -> once.accept(() -> listener.ownerState(state)));
        }

        private Consumer<Runnable> once(String question) {
            boolean[] answered = {false};
            owed++;
            return answer -> {
                if (closed) {
                    return;
                }
                if (answered[0]) {
                    throw new Finding(ANSWERS, "a second answer to " + question);
                }
                answered[0] = true;
                owed--;
                agenda.in(0, () -> {
                    if (!closed) {
                        answer.run();
                    }
                });
            };
        }

        @Override
        public String statusWords() {
            return handler.statusWords();
        }
    }
}
