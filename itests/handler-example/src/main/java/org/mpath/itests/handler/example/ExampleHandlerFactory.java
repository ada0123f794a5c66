package org.mpath.itests.handler.example;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.plugin.kit.Waiter;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Cursor;
import org.mpath.scsi.MalformedResponse;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Two controllers, one of which owns the unit; START STOP UNIT makes the other one take it. */
@Component(scope = ServiceScope.PROTOTYPE,
        property = {"mpath.handler=example", "mpath.checker=example", "mpath.prioritizer=example"})
public final class ExampleHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "example";
    static final int OTHER_OWNS = 0x02_04_03;
    static final int OWNER_PAGE = 0xc7;

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of(new HandlerMatch("MPATH   ", "TGT"));
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("example: takes no arguments, not " + arguments);
        }
        return new Handler();
    }

    @Override
    public PathChecker checker() {
        return new PathLook();
    }

    @Override
    public Prioritizer prioritizer() {
        return new PathLook();
    }

    @Override
    public ArrayDefaults defaults() {
        return new ArrayDefaults(ArrayDefaults.Grouping.GROUP_BY_PRIO, "round-robin", List.of(), List.of(), 0);
    }

    /** One map of the family at work. */
    static final class Handler implements HardwareHandler {
        private static final long MOVE_NANOS = 20_000_000_000L;
        private final OpenCommands commands = new OpenCommands();
        private final List<Waiter> waiting = new ArrayList<>();

        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            return switch (senseKey << 16 | asc << 8 | ascq) {
                case OTHER_OWNS -> Verdict.ACTIVATE;
                case 0x06_2a_06 -> Verdict.RETRY; // the owner changed: the next answer tells what that means
                default -> Verdict.DECLINED;
            };
        }

        @Override
        public Activation activation() {
            return Activation.EVERY_PATH;
        }

        @Override
        public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
            Waiter waiter = new Waiter(path, listener);
            waiting.add(waiter);
            commands.ask(ArrayCommand.plain(path, Cdb::startUnit), 3, MOVE_NANOS, (outcome, command) -> {
                waiting.remove(waiter);
                waiter.end(switch (outcome) {
                    case GOOD, REFUSED -> ActivationCode.OK; // models with one controller refuse it
                    case TRANSITION, PASSING -> ActivationCode.RETRY;
                    case LOST, TIMED_OUT -> ActivationCode.CONN_FAILURE;
                    default -> ActivationCode.IO;
                });
            });
        }

        @Override
        public void close() {
            commands.forget();
            waiting.forEach(Waiter::forget);
        }
    }

    /** What discovery asks about a path: can it do I/O, and how good is it? */
    static final class PathLook implements PathChecker, Prioritizer {
        @Override
        public String name() {
            return FAMILY;
        }

        @Override
        public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
            ArrayCommand.plain(path, Cdb::testUnitReady).ask(2, timeoutNanos, (outcome, command) -> {
                if (outcome == Outcome.GOOD) {
                    listener.checked(CheckerState.UP, "");
                } else if (Outcome.sense(command) == OTHER_OWNS) {
                    listener.checked(CheckerState.GHOST, "the other controller owns the unit");
                } else {
                    listener.checked(CheckerState.DOWN, "TEST UNIT READY: " + outcome);
                }
            });
        }

        @Override
        public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
            ArrayCommand.read(path, 6, cdb -> Cdb.inquiryPage(cdb, OWNER_PAGE, 6)).ask(2, timeoutNanos, (outcome, command) ->
                    listener.ranked(outcome == Outcome.GOOD ? rank(command.received()) : PathRank.UNKNOWN));
        }

        /** VPD page C7h: a header of four bytes, 1 if this controller owns the unit, the controller's number. */
        private static PathRank rank(byte[] received) {
            try {
                Cursor page = Cursor.of("owner page", received).atLeast(6);
                return page.u8(1) == OWNER_PAGE ? new PathRank(page.u8(4) == 1 ? 50 : 10, page.u8(5), "") : PathRank.UNKNOWN;
            } catch (MalformedResponse lie) {
                return PathRank.UNKNOWN;
            }
        }
    }
}
