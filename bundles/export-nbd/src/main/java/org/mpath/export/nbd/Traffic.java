package org.mpath.export.nbd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counters of one connection: written by its reactor only, read by any thread. */
final class Traffic {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();

    void requestTaken() {
        requests.setRelease(requests.getPlain() + 1);
        inFlight.setRelease(inFlight.getPlain() + 1);
    }

    void requestAnswered(boolean withError) {
        if (withError) {
            errors.setRelease(errors.getPlain() + 1);
        }
        inFlight.setRelease(inFlight.getPlain() - 1);
    }

    long requests() {
        return requests.get();
    }

    long errors() {
        return errors.get();
    }

    /** Requests received and not answered. */
    int inFlight() {
        return inFlight.get();
    }
}
