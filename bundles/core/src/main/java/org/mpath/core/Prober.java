package org.mpath.core;

import java.util.List;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.Verdict;

/**
 * Reads the first block through every usable path of the current group and fails those that cannot (device-mapper's
 * path-probing ioctl, seed-systems 3.9). A switch of groups asked for meanwhile is carried out afterwards.
 */
final class Prober {
    private final MapEngine engine;
    private int outstanding;
    private long begunNanos;
    /** The group to switch to when the probe is over; 0 for none. */
    private int switchAfter;

    Prober(MapEngine engine) {
        this.engine = engine;
    }

    boolean running() {
        return outstanding > 0;
    }

    void switchAfter(int group) {
        switchAfter = group;
    }

    /** Begins; while another probe runs its end answers both. */
    void begin(long nowNanos) {
        if (running()) {
            return;
        }
        EngineGroup group = engine.choice.current() != null
                ? engine.choice.current()
                : engine.paths.group(engine.choice.shownNumber());
        List<EnginePath> probed = group == null || engine.flow.holdsIo()
                ? List.of()
                : group.paths.stream().filter(path -> path.active && !path.probing).toList();
        outstanding = probed.size();
        begunNanos = nowNanos;
        if (probed.isEmpty()) {
            ended(nowNanos);
            return;
        }
        probed.forEach(path -> path.probing = true);
        probed.forEach(path -> engine.actions.probe(path.number));
    }

    /** One path's read is over. */
    void answered(EnginePath path, ScsiTask task, long nowNanos) {
        if (!path.probing) {
            return;
        }
        path.probing = false;
        outstanding--;
        if ((!isStale(path) || Triage.anotherUnit(task)) && bad(path, task, nowNanos)) {
            engine.states.fail(path, "probe: " + Triage.sentence(task), nowNanos);
        }
        if (outstanding == 0) {
            ended(nowNanos);
        }
    }

    /** The path was failed or reinstated since it was read: what came back says nothing about it as it is now. */
    private boolean isStale(EnginePath path) {
        return path.changed && path.changedNanos - begunNanos > 0;
    }

    private boolean bad(EnginePath path, ScsiTask task, long nowNanos) {
        if (task.delivery != Delivery.ANSWERED) {
            return true;
        }
        Verdict verdict = task.good() ? Verdict.RETURN : engine.judge(path, task, nowNanos);
        return switch (verdict) {
            case FAIL_PATH, FAIL_PATH_AND_BYPASS_GROUP -> true;
            case DECLINED, RETURN, RETRY, RETRY_ELSEWHERE, BYPASS_GROUP, ACTIVATE, INDETERMINATE -> false;
        };
    }

    private void ended(long nowNanos) {
        int usable = engine.paths.activeCount();
        engine.report(Kind.MAP_PROBED, "", "", Integer.toString(usable), usable + " usable path(s)");
        if (switchAfter > 0) {
            int group = switchAfter;
            switchAfter = 0;
            engine.states.switchGroup(group);
        }
        engine.actions.probeEnded(usable);
        engine.proceed(nowNanos);
    }
}
