package org.mpath.core;

import java.util.BitSet;
import java.util.List;
import org.mpath.api.plugin.PathSelector;

/** What a group falls back to when its selector's bundle left or failed: the first usable path. */
final class FirstUsable implements PathSelector {
    static final String NAME = "first-usable";

    private final BitSet usable = new BitSet();

    /** One that knows these paths. */
    static FirstUsable of(List<EnginePath> paths) {
        FirstUsable made = new FirstUsable();
        for (EnginePath path : paths) {
            made.usable.set(path.number, path.active);
        }
        return made;
    }

    @Override
    public void add(int path, List<String> arguments) {
        usable.set(path);
    }

    @Override
    public void fail(int path) {
        usable.clear(path);
    }

    @Override
    public void reinstate(int path) {
        usable.set(path);
    }

    @Override
    public int select(long bytes, long nowNanos) {
        return usable.nextSetBit(0);
    }
}
