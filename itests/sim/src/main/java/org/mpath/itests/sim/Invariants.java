package org.mpath.itests.sim;

import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.sim.Tables.Table;
import org.mpath.itests.sim.invariant.Invariant;
import org.mpath.itests.sim.plugin.Orders;

/** All invariants of a world, told one after the other. */
final class Invariants implements Orders {
    private Invariant[] all = {};

    void watch(Invariant... invariants) {
        all = invariants.clone();
    }

    void submitted(Request request) {
        for (Invariant each : all) {
            each.submitted(request);
        }
    }

    void completing(Request request, ScsiTask task) {
        for (Invariant each : all) {
            each.completing(request, task);
        }
    }

    void completed(Request request, ScsiTask task) {
        for (Invariant each : all) {
            each.completed(request, task);
        }
    }

    void observed(Request read, int block, Request writer) {
        for (Invariant each : all) {
            each.observed(read, block, writer);
        }
    }

    void sent(int path, Request request) {
        for (Invariant each : all) {
            each.sent(path, request);
        }
    }

    void returned(Request request, ScsiTask task) {
        for (Invariant each : all) {
            each.returned(request, task);
        }
    }

    void judged(Request request, ScsiTask task, Verdict verdict) {
        for (Invariant each : all) {
            each.judged(request, task, verdict);
        }
    }

    void moved(int controller) {
        for (Invariant each : all) {
            each.moved(controller);
        }
    }

    void servedWithoutAccess(int opcode, int controller, String state) {
        for (Invariant each : all) {
            each.servedWithoutAccess(opcode, controller, state);
        }
    }

    @Override
    public void ordered(Object version, int opcode, int controller, long timeoutNanos) {
        for (Invariant each : all) {
            each.ordered(version, opcode, controller, timeoutNanos);
        }
    }

    @Override
    public void orderAnswered(Object version, int controller) {
        for (Invariant each : all) {
            each.orderAnswered(version, controller);
        }
    }

    @Override
    public void forgotten(Object version) {
        for (Invariant each : all) {
            each.forgotten(version);
        }
    }

    void fight(boolean on) {
        for (Invariant each : all) {
            each.fight(on);
        }
    }

    void settled() {
        for (Invariant each : all) {
            each.settled();
        }
    }

    void written(Request request, int block) {
        for (Invariant each : all) {
            each.written(request, block);
        }
    }

    void ranOnce(Request request) {
        for (Invariant each : all) {
            each.ranOnce(request);
        }
    }

    void timerSet(long delayNanos) {
        for (Invariant each : all) {
            each.timerSet(delayNanos);
        }
    }

    void timerFired() {
        for (Invariant each : all) {
            each.timerFired();
        }
    }

    void resetSent(int path) {
        for (Invariant each : all) {
            each.resetSent(path);
        }
    }

    void activationSent(int path, int round) {
        for (Invariant each : all) {
            each.activationSent(path, round);
        }
    }

    void activationAnswered(int path, int round, boolean ready) {
        for (Invariant each : all) {
            each.activationAnswered(path, round, ready);
        }
    }

    void ownerAsked(int path, int round) {
        for (Invariant each : all) {
            each.ownerAsked(path, round);
        }
    }

    void ownerAnswered(int path, int round) {
        for (Invariant each : all) {
            each.ownerAnswered(path, round);
        }
    }

    void handler(HardwareHandler handler) {
        for (Invariant each : all) {
            each.handler(handler);
        }
    }

    void policy(MapPolicy policy) {
        for (Invariant each : all) {
            each.policy(policy);
        }
    }

    void event(MapEvent.Kind kind, int path, String from, String to, String reason) {
        for (Invariant each : all) {
            each.event(kind, path, from, to, reason);
        }
    }

    void loaded(Table table) {
        for (Invariant each : all) {
            each.loaded(table);
        }
    }

    void suspending(boolean flush) {
        for (Invariant each : all) {
            each.suspending(flush);
        }
    }

    void suspended() {
        for (Invariant each : all) {
            each.suspended();
        }
    }

    void resuming() {
        for (Invariant each : all) {
            each.resuming();
        }
    }

    void healed() {
        for (Invariant each : all) {
            each.healed();
        }
    }

    void closing() {
        for (Invariant each : all) {
            each.closing();
        }
    }

    void over() {
        for (Invariant each : all) {
            each.over();
        }
    }
}
