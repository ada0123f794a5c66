package org.mpath.transport.sg;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.mpath.api.io.Reactor;
import org.mpath.natives.NativeException;
import org.mpath.natives.ReadySet;
import org.mpath.natives.ReadySets;
import org.mpath.natives.ScsiNode;
import org.mpath.natives.ScsiNodes;

/** The open nodes of all paths, in one set that the reactor waits for. Reactor thread. */
final class OpenFiles {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");
    private static final int READY_PER_TURN_MAX = 256;

    private final Reactor reactor;
    private final ScsiNodes nodes;
    private final ReadySet set;
    private final List<Place> places = new ArrayList<>();
    private final Map<SgFile, Integer> placeOf = new IdentityHashMap<>();
    private final LongConsumer ready = this::ready;
    private int generation;

    /**
     * What a token of the set stands for: the number of the place below, and above it a generation, so that nobody is taken
     * for who had the place before.
     */
    private record Place(long token, SgFile file, SgQueue queue, Runnable other) {}

    OpenFiles(Reactor reactor, ScsiNodes nodes, ReadySets sets) throws IOException {
        this.reactor = reactor;
        this.nodes = nodes;
        this.set = sets.open(READY_PER_TURN_MAX);
    }

    /** Begins to wait for files. */
    void start() throws IOException {
        reactor.register(set.channel(), SelectionKey.OP_READ, key -> set.forEachReady(ready));
    }

    private void ready(long token) {
        Place place = places.get((int) token);
        if (place == null || place.token() != token) {
            return; // it was closed earlier in this turn
        }
        if (place.file() == null) {
            place.other().run();
        } else {
            place.queue().ready(place.file());
        }
    }

    /** Opens a node once more; null when the kernel does not. The device is open and awake, so that this does not wait. */
    SgFile open(String device, SgQueue queue) {
        try {
            return adopt(nodes.open(device), queue);
        } catch (NativeException e) {
            LOG.log(Level.DEBUG, "event=sg.open_failed reason=\"" + e.getMessage() + '"');
            return null;
        }
    }

    /** Watches a node that is open already; closes it when that is not possible. */
    SgFile adopt(ScsiNode node, SgQueue queue) throws NativeException {
        SgFile file = new SgFile(node, nodes, reactor.buffers());
        long token = freeToken();
        try {
            node.watch(set, token);
        } catch (NativeException e) {
            node.close();
            throw e;
        }
        places.set((int) token, new Place(token, file, queue, null));
        placeOf.put(file, (int) token);
        return file;
    }

    /** Something else to be waited for in the same set: what {@code watch} adds with the token it gets. */
    void watch(Watch watch, Runnable ready) throws NativeException {
        long token = freeToken();
        watch.in(set, token);
        places.set((int) token, new Place(token, null, null, ready));
    }

    /** Adds something to a set. */
    @FunctionalInterface
    interface Watch {
        void in(ReadySet set, long token) throws NativeException;
    }

    private long freeToken() {
        int free = places.indexOf(null);
        if (free < 0) {
            places.add(null);
            free = places.size() - 1;
        }
        return (long) ++generation << 32 | free;
    }

    /** Watches a file no more; does nothing when it is not watched. */
    void leave(SgFile file) {
        Integer at = placeOf.remove(file);
        if (at != null) {
            file.node().unwatch(set);
            places.set(at, null);
        }
    }

    /** How many files are open. */
    int count() {
        return placeOf.size();
    }

    void close() {
        set.close();
    }
}
