package org.mpath.itests.check.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** One rule being tried on one bundle: what it may use, and what it finds. Any thread. */
public final class Trial {
    private static final int FINDINGS_MAX = 5;

    private final long seed;
    private final Effort effort;
    private final BiConsumer<Integer, Integer> progress;
    private final Map<Finding, Integer> findings = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param progress told how many of how many parts are done */
    public Trial(long seed, Effort effort, BiConsumer<Integer, Integer> progress) {
        this.seed = seed;
        this.effort = effort;
        this.progress = progress;
    }

    /** How much is to be tried. */
    public Effort effort() {
        return effort;
    }

    /** The seed of everything random. */
    public long seed() {
        return seed;
    }

    /** Chance for part {@code number} of the rule, always the same for a seed. */
    public Random chance(long number) {
        return new Random(mixed(mixed(seed) + number));
    }

    /** The finalizer of MurmurHash3: generators with neighbouring seeds begin alike. */
    private static long mixed(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    /** Something is wrong. The same sentence counts once. */
    public synchronized void find(String wrong, String todo) {
        Finding finding = new Finding(wrong, todo);
        if (findings.containsKey(finding) || findings.size() < FINDINGS_MAX) {
            findings.merge(finding, 1, Integer::sum);
        }
    }

    /** Whether there are so many findings that more would not help. */
    public synchronized boolean enough() {
        return findings.size() >= FINDINGS_MAX;
    }

    /** Something worth knowing that is not wrong. */
    public synchronized void note(String text) {
        notes.add(text);
    }

    /** How far it is. */
    public void progress(int done, int total) {
        progress.accept(done, total);
    }

    /** What was found. */
    public synchronized List<Finding> findings() {
        return List.copyOf(findings.keySet());
    }

    /** What is worth knowing. */
    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }
}
