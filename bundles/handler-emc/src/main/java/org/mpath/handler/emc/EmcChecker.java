package org.mpath.handler.emc;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.MalformedResponse;

/**
 * Checks a path as multipath-tools' {@code emc_clariion} does: page C0h, and a READ through the storage processor that owns
 * the unit, because a snapshot that is not active looks well until it is read.
 */
final class EmcChecker implements PathChecker {
    private static final int SNAPSHOT_INACTIVE = 0x05_25_01;
    private static final int BECOMING_READY = 0x02_04_01;

    /** Each path has one thread. */
    private final Map<PathDevice, Memory> memories = Collections.synchronizedMap(new WeakHashMap<>());
    /** Units whose owner could not read them, by unique identifier. */
    private final Set<String> inactiveSnapshots = ConcurrentHashMap.newKeySet();

    /** What is remembered of a path, as long as its link lives. */
    private final class Memory implements LinkListener {
        private final KnownUnit unit = new KnownUnit();

        private void forget() {
            if (unit.uniqueId() != null) {
                inactiveSnapshots.remove(unit.uniqueId());
            }
            unit.forget();
        }

        @Override
        public void linkUp(PathDevice path) {
            forget();
        }

        @Override
        public void linkDown(PathDevice path, String reason) {
            forget();
        }
    }

    @Override
    public String name() {
        return EmcHandlerFactory.CHECKER;
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        Question.owner(path, Question.SHORT_PAGE_BYTES).ask(TrespassRound.TRIES, timeoutNanos, (outcome, command) -> {
            switch (outcome) {
                case GOOD -> heard(command, timeoutNanos, listener);
                case TIMED_OUT -> listener.checked(CheckerState.TIMEOUT, "no answer to the question who owns the unit");
                case REFUSED -> listener.checked(CheckerState.DOWN, "the unit does not know VPD page C0h");
                default -> listener.checked(CheckerState.DOWN, "the question who owns the unit failed");
            }
        });
    }

    private void heard(PathCommand command, long timeoutNanos, CheckListener listener) {
        ClariionPage page;
        try {
            page = ClariionPage.parse(command.received());
        } catch (MalformedResponse malformed) {
            listener.checked(CheckerState.DOWN, malformed.getMessage());
            return;
        }
        String fault = fault(page, command.path());
        if (fault != null) {
            listener.checked(CheckerState.DOWN, fault);
        } else if (page.upgrading()) {
            listener.checked(CheckerState.PENDING, "the array's software is being upgraded");
        } else if (page.owned()) {
            read(command.path(), page.uniqueId(), timeoutNanos, listener);
        } else if (inactiveSnapshots.contains(page.uniqueId())) {
            listener.checked(CheckerState.DOWN, "the snapshot is not active");
        } else {
            listener.checked(CheckerState.GHOST, "another storage processor owns the unit");
        }
    }

    /** Why no I/O can go this way, whoever owns the unit; null when nothing is wrong. */
    private String fault(ClariionPage page, PathDevice path) {
        if (!page.fitsFailover()) {
            return "the array's failover mode for this host does not fit: initiator type " + page.initiatorType()
                    + ", mode " + page.failoverMode() + ", command path " + (page.arrayCommandPath() ? "on" : "off");
        }
        if (page.lunState() == ClariionPage.UNBOUND) {
            return "the unit is not bound";
        }
        if (page.lunState() > ClariionPage.OWNED) {
            return "LUN state " + page.lunState() + " is not known";
        }
        return memory(path).unit.same(page.uniqueId()) ? null : "another unit answers: " + page.uniqueId();
    }

    private Memory memory(PathDevice path) {
        return memories.computeIfAbsent(path, unseen -> {
            Memory memory = new Memory();
            unseen.addLinkListener(memory);
            return memory;
        });
    }

    private void read(PathDevice path, String unit, long timeoutNanos, CheckListener listener) {
        Question.firstBlock(path).ask(TrespassRound.TRIES, timeoutNanos, (outcome, command) -> {
            if (outcome == Outcome.GOOD) {
                inactiveSnapshots.remove(unit);
                listener.checked(CheckerState.UP, "");
            } else if (outcome == Outcome.TIMED_OUT) {
                listener.checked(CheckerState.TIMEOUT, "no answer to a READ");
            } else if (Outcome.sense(command) == SNAPSHOT_INACTIVE) {
                inactiveSnapshots.add(unit);
                listener.checked(CheckerState.DOWN, "the snapshot is not active");
            } else if (Outcome.sense(command) == BECOMING_READY) {
                listener.checked(CheckerState.PENDING, "the unit is being moved to this storage processor");
            } else {
                listener.checked(CheckerState.DOWN, "a READ failed");
            }
        });
    }
}
