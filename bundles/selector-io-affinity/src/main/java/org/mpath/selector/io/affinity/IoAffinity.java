package org.mpath.selector.io.affinity;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.mpath.api.plugin.PathSelector;

/**
 * The path of the processor the caller runs on (dm-io-affinity). A processor belongs to the first path that claims it.
 * When its path has failed, or it has none, a usable path of a processor of the same NUMA node is taken, else that of any
 * processor, lowest number first. Counts the requests whose processor no path claims.
 */
final class IoAffinity implements PathSelector {
    private final Processors processors;
    /** The path that claims a processor, by processor; or {@link #NONE}. */
    private final int[] claims;
    /** The path to use now, by processor; renewed when a path changes. */
    private final int[] choices;
    /** The path of the first processor with a usable one, by node. */
    private final int[] nodeChoices;

    private int anyChoice = NONE;
    private final BitSet usable = new BitSet();
    /** By path number. */
    private BitSet[] masks = new BitSet[4];

    /** The caller's processor; null until the first choice, which may be on another thread than the making. */
    private Processors.Current current;
    private long misses;

    IoAffinity(Processors processors) {
        this.processors = processors;
        int count = processors.count();
        int lastNode = 0;
        for (int processor = 0; processor < count; processor++) {
            lastNode = Math.max(lastNode, processors.node(processor));
        }
        claims = new int[count];
        choices = new int[count];
        nodeChoices = new int[lastNode + 1];
        Arrays.fill(claims, NONE);
        renewChoices();
    }

    @Override
    public void add(int path, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException("io-affinity ps: invalid number of arguments");
        }
        BitSet mask = ProcessorMask.parse(arguments.get(0), claims.length);
        boolean claimed = false;
        for (int processor = mask.nextSetBit(0); processor >= 0; processor = mask.nextSetBit(processor + 1)) {
            if (claims[processor] == NONE) {
                claims[processor] = path;
                claimed = true;
            }
        }
        if (!claimed) {
            throw new IllegalArgumentException(
                    "io-affinity ps: No new/valid CPU mapping found in '" + arguments.get(0) + "'");
        }
        if (path >= masks.length) {
            masks = Arrays.copyOf(masks, Math.max(path + 1, masks.length * 2));
        }
        masks[path] = mask;
        usable.set(path);
        renewChoices();
    }

    @Override
    public void fail(int path) {
        if (isKnown(path)) {
            usable.clear(path);
            renewChoices();
        }
    }

    @Override
    public void reinstate(int path) {
        if (isKnown(path)) {
            usable.set(path);
            renewChoices();
        }
    }

    private void renewChoices() {
        Arrays.fill(nodeChoices, NONE);
        anyChoice = NONE;
        for (int processor = claims.length - 1; processor >= 0; processor--) {
            if (isUsable(claims[processor])) {
                anyChoice = claims[processor];
                nodeChoices[processors.node(processor)] = anyChoice;
            }
        }
        for (int processor = 0; processor < claims.length; processor++) {
            int near = nodeChoices[processors.node(processor)];
            choices[processor] = isUsable(claims[processor]) ? claims[processor] : near == NONE ? anyChoice : near;
        }
    }

    private boolean isUsable(int path) {
        return path != NONE && usable.get(path);
    }

    @Override
    public int select(long bytes, long nowNanos) {
        if (current == null) {
            current = processors.ofThisThread();
        }
        int processor = current.number(nowNanos);
        if (processor < 0 || processor >= claims.length) {
            misses++;
            return anyChoice;
        }
        if (claims[processor] == NONE) {
            misses++;
        }
        return choices[processor];
    }

    @Override
    public String tableArguments(int path) {
        return ProcessorMask.text(isKnown(path) ? masks[path] : new BitSet(), claims.length);
    }

    @Override
    public int tableArgumentCount() {
        return 1;
    }

    @Override
    public String statusArguments(int path) {
        return Long.toString(misses);
    }

    @Override
    public int statusArgumentCount() {
        return 1;
    }

    private boolean isKnown(int path) {
        return path >= 0 && path < masks.length && masks[path] != null;
    }
}
