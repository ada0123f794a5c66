package org.mpath.handler.alua;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.WeakHashMap;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;

/** Ranks a path by the access state of its target port group, as multipath-tools' {@code alua} does. */
final class AluaPrioritizer implements Prioritizer {
    /** Room for the report, and how often a command is sent while its answer is one that passes: as there. */
    private static final int REPORT_BYTES = 4096;

    private static final int TRIES = 4;
    private static final int PREFERRED = 80;

    private final boolean exclusivePreferred;
    /** The last rank of each path that has one, for answers that are not believed. Each path has one thread. */
    private final Map<PathDevice, PathRank> lastRanks = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param exclusivePreferred the preferred bit counts in active/optimized groups too ({@code exclusive_pref_bit}) */
    AluaPrioritizer(boolean exclusivePreferred) {
        this.exclusivePreferred = exclusivePreferred;
    }

    @Override
    public String name() {
        return AluaHandlerFactory.FAMILY;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        Question.identification(path).ask(TRIES, timeoutNanos, (outcome, command) -> {
            OptionalInt group = outcome == Outcome.GOOD ? portGroup(command) : OptionalInt.empty();
            if (group.isEmpty()) {
                listener.ranked(PathRank.UNKNOWN);
            } else {
                new ReportReader(new OpenCommands(), REPORT_BYTES, false, TRIES).read(path, timeoutNanos, (heard, report) ->
                        listener.ranked(rank(path, group.getAsInt(), heard, report)));
            }
        });
    }

    private static OptionalInt portGroup(PathCommand command) {
        try {
            return DeviceIdentification.parse(command.received()).portGroup();
        } catch (MalformedResponse malformed) {
            return OptionalInt.empty();
        }
    }

    private PathRank rank(PathDevice path, int number, Outcome outcome, TargetPortGroups report) {
        TargetPortGroup group = outcome == Outcome.GOOD ? report.group(number) : null;
        if (group != null) {
            PathRank rank = new PathRank(priority(group), number, group.state().words());
            lastRanks.put(path, rank);
            return rank;
        }
        return switch (outcome) {
            case TRANSITION -> new PathRank(0, number, AccessState.TRANSITIONING.words());
            case GOOD, MALFORMED -> lastRanks.getOrDefault(path, PathRank.UNKNOWN);
            default -> PathRank.UNKNOWN;
        };
    }

    /** The preferred bit counts only where I/O is possible, or will be after an activation. */
    private int priority(TargetPortGroup group) {
        int preferred = group.preferred() ? PREFERRED : 0;
        return switch (group.state()) {
            case ACTIVE_OPTIMIZED -> 50 + (exclusivePreferred ? preferred : 0);
            case ACTIVE_NON_OPTIMIZED -> 10 + preferred;
            case LBA_DEPENDENT -> 5 + preferred;
            case STANDBY -> 1 + preferred;
            case UNAVAILABLE, OFFLINE, TRANSITIONING -> 0;
        };
    }
}
