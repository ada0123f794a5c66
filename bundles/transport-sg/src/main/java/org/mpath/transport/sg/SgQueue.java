package org.mpath.transport.sg;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TurnEnd;

/**
 * The commands of one path: waiting for room, with the kernel, or ended by it with a word that proves nothing before the
 * state of the device is known. Each task is told of once. Reactor thread; an I/O allocates nothing.
 */
final class SgQueue {
    private static final String UNENDED = "the kernel did not end it in time";
    private static final int RECEIVED_PER_TURN_MAX = 4 * SgFile.REQUESTS;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** While the kernel has no room, or has nothing to wake anybody with. */
    private static final long SOON_NANOS = 5 * NANOS_PER_MILLI;

    private static final long TICK_NANOS = 250 * NANOS_PER_MILLI;
    /** A command that takes so long is reason to look at the device. */
    private static final long SLOW_NANOS = 1_000 * NANOS_PER_MILLI;

    private final Reactor reactor;
    private final Owner owner;
    private final HostTags tags;
    private final Limits limits;
    private final Lane reads;
    private final Lane others;
    private final ArrayDeque<ScsiTask> suspects = new ArrayDeque<>();
    private final ReactorTimer timer;
    private final SgFile.Ended received = this::received;
    private final TurnEnd pump = this::pump;
    private boolean polling;
    private boolean awaitsTag;
    /** Of the latest task that was to be sent. */
    private long serial;
    private boolean pumpQueued;

    /** Whose commands they are. */
    interface Owner {
        /** A further opening of the node; null when that is not possible now. */
        SgFile open();

        /** Watches a file no more; it is about to be closed. */
        void leave(SgFile file);

        /** A task is over. */
        void over(ScsiTask task);

        /** Something went wrong, or takes long: what does the kernel say of the device? */
        void look();

        /** The kernel did not end commands in time. */
        void stuck();

        /** The device is being removed. */
        void hungUp();
    }

    /**
     * What bounds it.
     *
     * @param timeoutMillis how long a command may take that says nothing itself
     * @param patienceMillis how much longer the kernel may take to end it
     * @param filesMax openings of the node for reads, and again for everything else
     * @param waitingMax commands that wait for room, of either kind
     */
    record Limits(long timeoutMillis, long patienceMillis, int filesMax, int waitingMax) {}

    SgQueue(Reactor reactor, Owner owner, HostTags tags, Limits limits) {
        this.reactor = reactor;
        this.owner = owner;
        this.tags = tags;
        this.limits = limits;
        this.reads = new Lane(limits.filesMax());
        this.others = new Lane(limits.filesMax());
        this.timer = reactor.timer(this::tick);
    }

    /** Uses a file that is open already. */
    void use(SgFile file) {
        (reads.files().isEmpty() ? reads : others).files().add(file);
    }

    /** Requests the kernel has, and tasks about which it is not known yet what became of them. */
    int unsettled() {
        return reads.inFlight() + others.inFlight() + suspects.size();
    }

    // ---- sending ----

    void submit(ScsiTask task) {
        long nowNanos = reactor.nanoTime();
        task.expiresNanos = nowNanos + timeoutNanos(task);
        Lane lane = task.direction == DataDirection.READ ? reads : others;
        if (lane.waiting().isEmpty() && send(lane, task, nowNanos)) {
            keepTime();
        } else if (lane.waiting().size() < limits.waitingMax()) {
            lane.waiting().addLast(task);
            keepTime();
        } else {
            task.unanswered(Delivery.NOT_SENT, "too many commands wait for the kernel");
            owner.over(task);
        }
    }

    private long timeoutNanos(ScsiTask task) {
        return task.timeoutNanos > 0 ? task.timeoutNanos : limits.timeoutMillis() * NANOS_PER_MILLI;
    }

    /** False when it has to wait; otherwise it is sent, or over. */
    private boolean send(Lane lane, ScsiTask task, long nowNanos) {
        SgFile file = room(lane);
        if (file == null || !tags.take(this)) {
            return false;
        }
        long millis = Math.max(1, (task.expiresNanos - nowNanos) / NANOS_PER_MILLI);
        int errno = file.send(task, ++serial, nowNanos, millis);
        if (errno == 0) {
            return true;
        }
        tags.release(1);
        if (Errno.later(errno)) {
            return false;
        }
        refused(task, errno);
        return true;
    }

    private SgFile room(Lane lane) {
        SgFile file = lane.withRoom();
        if (file == null && lane.mayOpen()) {
            file = owner.open();
            if (file != null) {
                lane.files().add(file);
            }
        }
        return file;
    }

    private void refused(ScsiTask task, int errno) {
        if (errno == Errno.EINVAL) {
            Answer.tooLong(task);
        } else {
            task.unanswered(Delivery.NOT_SENT, errno == Errno.EPERM ? "this process may not send the command"
                    : "the kernel does not take commands for the device");
            owner.look();
        }
        owner.over(task);
    }

    /** Sends what waits, as far as there is room. */
    private void pump() {
        pumpQueued = false;
        pump(reads);
        pump(others);
        keepTime();
    }

    private void pump(Lane lane) {
        long nowNanos = reactor.nanoTime();
        while (!lane.waiting().isEmpty() && send(lane, lane.waiting().peekFirst(), nowNanos)) {
            lane.waiting().pollFirst();
        }
    }

    /** Sends what waits at the end of this turn. */
    void pumpLater() {
        if (!pumpQueued) {
            pumpQueued = true;
            reactor.atTurnEnd(pump);
        }
    }

    boolean awaitsTag() {
        return awaitsTag;
    }

    void awaitTag(boolean awaits) {
        awaitsTag = awaits;
    }

    /** Takes a task out of the line; false when it is not there: the kernel has no way to end a single request. */
    boolean withdraw(ScsiTask task) {
        return reads.waiting().remove(task) || others.waiting().remove(task);
    }

    // ---- what comes back ----

    /** A file is ready: it has requests that are over, or its device is being removed. */
    void ready(SgFile file) {
        int taken = 0;
        while (taken < RECEIVED_PER_TURN_MAX && file.inFlight() > 0 && file.receive(received) == 0) {
            taken++;
        }
        if (taken == 0) {
            owner.leave(file);
            polling = true;
            owner.hungUp();
        }
        if (!reads.waiting().isEmpty() || !others.waiting().isEmpty()) {
            pump();
        }
        keepTime();
    }

    private void received(ScsiTask task) {
        tags.release(1);
        if (task == null) {
            return; // nobody waits for it any more
        }
        if (task.delivery != Delivery.ANSWERED) {
            owner.look();
        }
        if (task.delivery == Delivery.PENDING) {
            suspects.addLast(task);
        } else {
            owner.over(task); // whose it is may begin it again at once
        }
    }

    /** The state of the device is known: tasks without an answer in time were ended by the kernel, or it could not. */
    void judge(boolean running) {
        for (int left = suspects.size(); left > 0; left--) {
            ScsiTask task = suspects.pollFirst();
            task.unanswered(running ? Delivery.ENDED : Delivery.UNKNOWN, HostStatus.TIME_OUT.reason());
            owner.over(task);
        }
    }

    private void poll(Lane lane) {
        for (int i = 0; i < lane.files().size(); i++) {
            SgFile file = lane.files().get(i);
            while (file.inFlight() > 0 && file.receive(received) == 0) {
                continue;
            }
        }
    }

    // ---- time ----

    private void keepTime() {
        if (!timer.armed() && (unsettled() > 0 || !reads.waiting().isEmpty() || !others.waiting().isEmpty())) {
            boolean soon = polling || !reads.waiting().isEmpty() || !others.waiting().isEmpty();
            timer.arm(soon ? SOON_NANOS : TICK_NANOS);
        }
    }

    private void tick() {
        long nowNanos = reactor.nanoTime();
        if (polling) {
            poll(reads);
            poll(others);
        }
        expire(reads, nowNanos);
        expire(others, nowNanos);
        if (slow(reads, nowNanos) || slow(others, nowNanos) || !suspects.isEmpty()) {
            owner.look();
        }
        giveUp(nowNanos - limits.patienceMillis() * NANOS_PER_MILLI);
        pump();
    }

    private void expire(Lane lane, long nowNanos) {
        lane.expire(nowNanos, task -> {
            task.unanswered(Delivery.NOT_SENT, "the kernel had no room for it in time");
            owner.over(task);
        });
    }

    private static boolean slow(Lane lane, long nowNanos) {
        for (int i = 0; i < lane.files().size(); i++) {
            if (nowNanos - lane.files().get(i).oldestNanos(nowNanos) > SLOW_NANOS) {
                return true;
            }
        }
        return false;
    }

    private void giveUp(long beforeNanos) {
        if (!anyExpired(reads, beforeNanos) && !anyExpired(others, beforeNanos)) {
            return;
        }
        owner.stuck();
        closeReads(file -> file.expiredBefore(beforeNanos), UNENDED);
        for (SgFile file : List.copyOf(others.files())) {
            file.abandonExpired(beforeNanos, task -> unknown(task, UNENDED));
        }
    }

    private static boolean anyExpired(Lane lane, long beforeNanos) {
        for (int i = 0; i < lane.files().size(); i++) {
            if (lane.files().get(i).expiredBefore(beforeNanos)) {
                return true;
            }
        }
        return false;
    }

    private void closeReads(Predicate<SgFile> which, String reason) {
        for (SgFile file : List.copyOf(reads.files())) {
            if (which.test(file)) {
                close(reads, file, reason);
            }
        }
    }

    private void close(Lane lane, SgFile file, String reason) {
        lane.files().remove(file);
        owner.leave(file);
        tags.release(file.close(task -> unknown(task, reason)));
    }

    private void unknown(ScsiTask task, String reason) {
        task.unanswered(Delivery.UNKNOWN, reason);
        owner.over(task);
    }

    // ---- ends ----

    /** Number of the latest task that was sent. */
    long serial() {
        return serial;
    }

    /** The unit was reset: the tasks up to that one are over, whatever the kernel says of them. */
    void resetAfter(long last) {
        poll(reads);
        poll(others);
        closeReads(file -> file.waitsUpTo(last), "ended by a reset of the logical unit");
        for (SgFile file : List.copyOf(others.files())) {
            file.abandonUpTo(last, task -> {
                task.unanswered(Delivery.ENDED, "ended by a reset of the logical unit");
                owner.over(task);
            });
        }
        judge(true);
    }

    /** Sends nothing of what waits. */
    void refuseWaiting(String reason) {
        SgFile.Ended refused = task -> {
            task.unanswered(Delivery.NOT_SENT, reason);
            owner.over(task);
        };
        reads.refuse(refused);
        others.refuse(refused);
    }

    /** The kernel ends what it has without waking anybody: it is asked. */
    void pollFromNowOn() {
        polling = true;
        timer.cancel();
        keepTime();
    }

    /** Closes every file. What the kernel has not ended by now may run still. */
    void close(String reason) {
        refuseWaiting(reason);
        judge(false);
        for (Lane lane : new Lane[] {reads, others}) {
            for (SgFile file : List.copyOf(lane.files())) {
                close(lane, file, reason);
            }
        }
        timer.cancel();
    }
}
