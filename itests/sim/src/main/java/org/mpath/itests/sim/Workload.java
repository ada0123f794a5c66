package org.mpath.itests.sim;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.PassThrough;
import org.mpath.itests.sim.Request.Kind;

/** Callers that read and write a few blocks, each one request at a time. */
public final class Workload {
    /** Most pause between two requests once faults are over, and least after one that failed. */
    private static final long PAUSE_NANOS = 5 * Scenario.MILLI;

    /** A new nexus, another host's reset, another controller: a few attempts are in vain without a fault. */
    private static final int ATTEMPTS_ENOUGH = 16;
    /** The same for an array that takes seconds to move a unit, and may move it twice. */
    private static final int ATTEMPTS_OF_TRANSITION = 64;

    private static final int TIMEOUT_OF_TRANSITION_MILLIS = 60_000;
    private static final int PASS_THROUGH_PERMILLE = 10;

    private final Scenario scenario;
    private final Agenda agenda;
    private final Trace trace;
    private final Chance chance;
    private final Invariants invariants;
    private final Driver map;
    private final List<Request> requests = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final long[] lastRead;
    private long moment;
    private int open;
    private long longestPause;
    private boolean mustSucceed;
    private int requestsLeft = Integer.MAX_VALUE;

    /** @param map takes the tasks */
    Workload(Scenario scenario, Agenda agenda, Trace trace, Chance chance, Invariants invariants, Driver map) {
        this.scenario = scenario;
        this.agenda = agenda;
        this.trace = trace;
        this.chance = chance;
        this.invariants = invariants;
        this.map = map;
        this.lastRead = new long[scenario.load().blocks()];
        this.longestPause = 2 * scenario.pace().troubleEnd() * scenario.load().depth() / scenario.load().requests();
        requests.add(null); // value 0 is what blocks hold before anybody wrote
    }

    /** The callers begin. */
    void begin() {
        for (int number = 0; number < scenario.load().depth(); number++) {
            Slot slot = new Slot(number, this);
            slots.add(slot);
            turn(slot, chance.between(0, longestPause / 2));
        }
    }

    /** The callers stop after so many more requests. */
    void finishAfter(int more) {
        requestsLeft = more;
        longestPause = PAUSE_NANOS;
    }

    /** One caller goes on with so many more. */
    void more(int requestsMore) {
        requestsLeft = requestsMore;
        slots.forEach(slot -> slot.turn++); // the others had one in mind
        turn(slots.get(0), 0);
    }

    /** One caller goes on for as long as it is let, and requests may fail again. */
    void fight() {
        mustSucceed = false;
        more(Integer.MAX_VALUE);
    }

    /** From now on no request may fail, as far as the policy lets one succeed that is alone. */
    void mustSucceed() {
        MapPolicy policy = scenario.policy();
        boolean slow = scenario.maker().transitionNanos() > 0;
        boolean patient = policy.requestTimeoutMillis() == 0 || policy.requestTimeoutMillis() >= TIMEOUT_OF_TRANSITION_MILLIS;
        // without the table a unit attention that nobody fetched yet fails the path
        boolean lenient = scenario.limits().senseTable() || scenario.shape().queueing();
        mustSucceed = lenient
                && policy.attemptsMax() >= (slow ? ATTEMPTS_OF_TRANSITION : ATTEMPTS_ENOUGH)
                && policy.queuedBytesMax() >= Slot.BYTES_MAX
                && (patient || !slow);
    }

    /** Whether they have stopped and were answered. */
    boolean finished() {
        return requestsLeft == 0 && open == 0;
    }

    /** Requests without an end. */
    int open() {
        return open;
    }

    /** How many requests there were. */
    int count() {
        return requests.size() - 1;
    }

    /** The request that wrote a value; null for 0. */
    Request byValue(long value) {
        if (value < 0 || value >= requests.size()) {
            throw new Finding("data", "a block holds " + value + ", which nobody wrote");
        }
        return requests.get((int) value);
    }

    private void turn(Slot slot, long delayNanos) {
        int turn = ++slot.turn;
        agenda.in(delayNanos, () -> {
            if (turn == slot.turn) {
                next(slot);
            }
        });
    }

    private void next(Slot slot) {
        if (requestsLeft == 0) {
            return;
        }
        requestsLeft--;
        Kind kind = kind();
        boolean once = !mustSucceed && chance.permille(PASS_THROUGH_PERMILLE);
        int blocks = kind == Kind.COMPARE_AND_WRITE || lastRead.length == 1 ? 1 : chance.between(1, Slot.BLOCKS_MAX);
        int block = chance.below(lastRead.length - blocks + 1);
        Request request = new Request(requests.size(), kind, block, blocks, ++moment, once);
        requests.add(request);
        slot.carry(request, lastRead[block]);
        open++;
        trace.note(Trace.Kind.SUBMIT, request.id, block, kind.name());
        invariants.submitted(request);
        if (once) {
            passThrough(slot);
        } else {
            map.submit(slot.task);
        }
    }

    private void passThrough(Slot slot) {
        PassThrough answer = map.passThrough(slot.task);
        if (answer != PassThrough.SENT) {
            slot.task.unanswered(Delivery.NOT_SENT, answer.name());
            done(slot);
        }
    }

    private Kind kind() {
        int draw = chance.below(1000);
        if (draw < scenario.load().comparePermille()) {
            return Kind.COMPARE_AND_WRITE;
        }
        return draw < scenario.load().comparePermille() + scenario.load().writePermille() ? Kind.WRITE : Kind.READ;
    }

    /** The map is done with a caller's task. */
    void done(Slot slot) {
        Request request = slot.request;
        ScsiTask task = slot.task;
        trace.note(
                Trace.Kind.COMPLETE, request.id, request.sends,
                task.good() ? "GOOD" : task.reason == null ? task.delivery.name() : task.reason);
        invariants.completing(request, task);
        request.ended = ++moment;
        request.outcome = task.delivery;
        request.good = task.good();
        open--;
        if (mustSucceed && !request.good && request.kind != Kind.COMPARE_AND_WRITE) {
            throw new Finding("a healed map works", request + " fails: " + task.delivery + " " + task.reason);
        }
        invariants.completed(request, task);
        if (request.good && request.kind == Kind.READ) {
            for (int i = 0; i < request.blocks; i++) {
                long value = slot.head(i);
                if (value != slot.tail(i)) {
                    throw new Finding("data", request + " is torn: " + value + " and " + slot.tail(i));
                }
                lastRead[request.block + i] = value;
                invariants.observed(request, request.block + i, byValue(value));
            }
        }
        long least = request.good ? 0 : PAUSE_NANOS;
        turn(slot, chance.between(least, least + longestPause));
    }
}
