package org.mpath.discovery;

import java.util.function.Consumer;

/** What follows for a path from what {@link Membership} found out. Discovery thread. */
final class Verification implements Membership.Verdicts {
    private final MapMessages messages;
    private final Registrar registrar;
    private final Intake intake;
    private final Consumer<KnownPath> reconcile;
    private final Runnable seen;

    /**
     * Makes one.
     *
     * @param reconcile compares what a path is with what the engine has it for
     * @param seen called when what people see has changed
     */
    Verification(
            MapMessages messages, Registrar registrar, Intake intake, Consumer<KnownPath> reconcile, Runnable seen) {
        this.messages = messages;
        this.registrar = registrar;
        this.intake = intake;
        this.reconcile = reconcile;
        this.seen = seen;
    }

    @Override
    public void verified(KnownPath path) {
        if (registrar.admits(path, () -> registered(path))) {
            use(path);
        } else {
            path.verified = false; // until its key is registered
        }
    }

    /** A path that could not be registered stays what it is: failed, if it was. Its next good check tries again. */
    private void registered(KnownPath path) {
        path.verified = true;
        if (path.placed() && path.registration.admits()) {
            use(path);
        }
        decided();
    }

    private void use(KnownPath path) {
        if (path.check.usable()) {
            messages.judgePresence(path);
            messages.reinstate(path);
        } else {
            reconcile.accept(path);
        }
    }

    @Override
    public void again(KnownPath path) {
        intake.await(path);
    }

    @Override
    public void decided() {
        intake.schedule();
        seen.run();
    }
}
