package org.mpath.itests.sim.invariant;

import java.util.ArrayDeque;
import java.util.Deque;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.itests.sim.Request;

/**
 * Each block read is the last acknowledged write, or one that was in flight at or after it: nothing older
 * (the late-write hazard). What was reported as never sent is never seen, and what was reported as over does not run any more.
 *
 * <p>Per block: a write has certainly happened once it was acknowledged, or once somebody read it. The latest beginning of
 * those that happened before a read began is that read's floor; a write that ended before its floor is too old.
 */
public final class NothingStale extends Invariant {
    /** What has happened to a block by a moment. */
    private record Floor(long since, long began) {}

    private final Deque<Floor>[] floors;

    /** Nobody wrote yet. */
    public NothingStale(int blocks) {
        super("nothing stale is read");
        floors = emptyFloors(blocks);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Deque<Floor>[] emptyFloors(int blocks) {
        Deque[] empty = new Deque[blocks];
        for (int block = 0; block < blocks; block++) {
            empty[block] = new ArrayDeque<>();
        }
        return empty;
    }

    @Override
    public void completed(Request request, ScsiTask task) {
        if (request.writes() && request.good) {
            for (int block = request.block; block < request.block + request.blocks; block++) {
                happened(request, block, request.ended);
            }
        }
        if (request.writes() && request.outcome == Delivery.NOT_SENT && request.executions > 0) {
            throw broken("%s is reported as never sent, but the unit carried it out", request);
        }
    }

    @Override
    public void observed(Request read, int block, Request writer) {
        long floor = floorAt(block, read.began);
        if (writer == null) {
            if (floor > 0) {
                throw broken("%s: block %d is as if it was never written", read, block);
            }
            return;
        }
        if (writer.outcome != Delivery.UNKNOWN && writer.ended < floor) {
            throw broken("%s: block %d holds %s, which was over before a later write began that was acknowledged, or"
                    + " read, before this read began", read, block, writer);
        }
        happened(writer, block, read.ended);
    }

    @Override
    public void written(Request request, int block) {
        if (request.outcome != null && request.outcome != Delivery.UNKNOWN) {
            throw broken("%s runs after the caller was told %s", request,
                    request.good ? "GOOD" : request.outcome.toString());
        }
    }

    private void happened(Request write, int block, long since) {
        Deque<Floor> known = floors[block];
        if (known.isEmpty() || known.getLast().began() < write.began) {
            known.addLast(new Floor(since, write.began));
        }
    }

    /** The latest beginning among the writes that happened before a moment; 0 when there is none. */
    private long floorAt(int block, long moment) {
        long began = 0;
        for (Floor floor : floors[block]) {
            if (floor.since() >= moment) {
                break;
            }
            began = floor.began();
        }
        return began;
    }
}
