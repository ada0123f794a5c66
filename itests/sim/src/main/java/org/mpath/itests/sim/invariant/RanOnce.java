package org.mpath.itests.sim.invariant;

import java.util.HashSet;
import java.util.Set;
import org.mpath.itests.sim.Request;

/** A command that must not be repeated is never carried out twice. */
public final class RanOnce extends Invariant {
    private final Set<Integer> ran = new HashSet<>();

    /** Nothing ran yet. */
    public RanOnce() {
        super("what must not be repeated runs once");
    }

    @Override
    public void ranOnce(Request request) {
        if (!ran.add(request.id)) {
            throw broken("%s is carried out again", request);
        }
    }
}
