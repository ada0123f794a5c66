package org.mpath.itests.sim.canary;

import java.util.Locale;
import java.util.function.Supplier;

/** What can be broken on purpose, and which invariant must notice. */
public enum Canary {
    /** Completes each request twice. */
    COMPLETE_TWICE("every request completes once", Canaries.CompleteTwice::new),
    /** Forgets every fiftieth completion. */
    DROP_COMPLETION("everything ends in time", Canaries.DropCompletion::new),
    /** Sends to a path that has failed. */
    SEND_TO_FAILED("I/O goes where it may", Canaries.SendToFailed::new),
    /** Forgets that a group is bypassed. */
    SEND_TO_BYPASSED("I/O goes where it may", Canaries.SendToBypassed::new),
    /** Says that a group is ready before anybody was asked. */
    SEND_BEFORE_READY("groups are made ready first", Canaries.SendBeforeReady::new),
    /** Begins a second round of activation with the first. */
    TWO_ROUNDS("groups are made ready first", Canaries.TwoRounds::new),
    /** Goes on while the map is suspended. */
    SEND_SUSPENDED("a suspended map is quiet", Canaries.SendSuspended::new),
    /** Sends a write of unknown outcome again at once, though the array may still have the first one. */
    FAST_FENCE("nothing stale is read", Canaries.FastFence::new),
    /** Takes it for proven that a command never left. */
    NEVER_SENT("nothing stale is read", Canaries.NeverSent::new),
    /** Repeats a COMPARE AND WRITE that may have run. */
    REPEAT("what must not be repeated runs once", Canaries.Repeat::new),
    /** Lets more requests wait than the policy says. */
    LONG_QUEUE("queue bounds hold", Canaries.LongQueue::new),
    /** Leaves its timer armed. */
    LEAVE_TIMER("timers end with the map", Canaries.LeaveTimer::new),
    /** Never gets its timer. */
    LOSE_TIMER("everything ends in time", Canaries.LoseTimer::new),
    /** Keeps quiet about paths that are used again. */
    HIDE_REINSTATED("snapshot and events agree", Canaries.HideReinstated::new),

    // ---- of array plug-ins ----

    /** Gives a controller's refusal to the caller. */
    TELL_REFUSAL("refusals stay inside", HandlerCanaries.TellRefusal::new),
    /** Serves commands in any state. */
    SERVE_ANYWHERE("controllers serve what they may", HandlerCanaries.ServeAnywhere::new),
    /** Takes a controller's refusal for something that passes. */
    BLIND_HANDLER("a healed map works", HandlerCanaries.BlindHandler::new),
    /** Takes the unit back without a wait. */
    NO_HOLD("moves keep measure", HandlerCanaries.NoHold::new),
    /** Moves the unit though it is only to follow. */
    MOVE_AND_FOLLOW("moves keep measure", HandlerCanaries.MoveAndFollow::new),
    /** Has two handlers at work at once, which do not know of each other. */
    TWO_ORDERS("one order at a time", HandlerCanaries.TwoOrders::new),
    /** Does not close handlers that leave. */
    NEVER_CLOSE("nothing of a closed handler runs", HandlerCanaries.NeverClose::new),
    /** Answers twice. */
    ANSWER_TWICE("a handler answers once", HandlerCanaries.AnswerTwice::new);

    private final String invariant;
    private final Supplier<Sabotage> sabotage;

    Canary(String invariant, Supplier<Sabotage> sabotage) {
        this.invariant = invariant;
        this.sabotage = sabotage;
    }

    /** Name of the invariant that must notice. */
    public String invariant() {
        return invariant;
    }

    /** One for one world. */
    public Sabotage sabotage() {
        return sabotage.get();
    }

    /** What people type for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
