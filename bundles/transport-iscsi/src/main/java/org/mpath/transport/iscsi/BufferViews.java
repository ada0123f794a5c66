package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lends duplicates of buffers for the time of one system call, so that tasks' own positions and limits stay untouched and
 * nothing is allocated once a buffer has been seen. Reactor thread only; shared by all sessions of a reactor.
 *
 * <p>A small table by identity. An entry that loses its place or was not used for two sweeps is forgotten; its views are
 * garbage then.
 */
final class BufferViews {
    private static final int ENTRIES = 1024;
    private static final int PROBES = 4;
    private static final int FIRST_VIEWS = 2;

    private final Entry[] entries = new Entry[ENTRIES];
    private long round;
    private int sweep;

    private static final class Entry {
        private ByteBuffer source;
        private ByteBuffer[] views = new ByteBuffer[FIRST_VIEWS];
        private int lent;
        private long round;
        private int sweep;

        private void reset(ByteBuffer newSource) {
            source = newSource;
            views = new ByteBuffer[FIRST_VIEWS];
            lent = 0;
        }

        private ByteBuffer lend() {
            if (lent == views.length) {
                views = Arrays.copyOf(views, lent * 2);
            }
            ByteBuffer view = views[lent];
            if (view == null) {
                view = source.duplicate();
                views[lent] = view;
            }
            lent++;
            return view;
        }
    }

    /** Takes all views back: the system call they were lent for is over. */
    void begin() {
        round++;
    }

    /** A view of {@code bytes} bytes of {@code source} from {@code at} on, good until the next {@link #begin}. */
    ByteBuffer lend(ByteBuffer source, int at, int bytes) {
        Entry entry = entry(source);
        if (entry.round != round) {
            entry.round = round;
            entry.sweep = sweep;
            entry.lent = 0;
        }
        return entry.lend().limit(at + bytes).position(at);
    }

    private Entry entry(ByteBuffer source) {
        int first = System.identityHashCode(source);
        int oldest = -1;
        for (int probe = 0; probe < PROBES; probe++) {
            int at = first + probe & ENTRIES - 1;
            Entry entry = entries[at];
            if (entry == null) {
                entry = new Entry();
                entries[at] = entry;
                entry.reset(source);
                return entry;
            }
            if (entry.source == source) {
                return entry;
            }
            if (oldest < 0 || entry.round < entries[oldest].round) {
                oldest = at;
            }
        }
        entries[oldest].reset(source);
        return entries[oldest];
    }

    /** Forgets what was not used since the sweep before the last one. */
    void sweep() {
        for (int at = 0; at < ENTRIES; at++) {
            if (entries[at] != null && sweep - entries[at].sweep > 1) {
                entries[at] = null;
            }
        }
        sweep++;
    }
}
