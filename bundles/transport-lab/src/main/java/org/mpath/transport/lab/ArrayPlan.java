package org.mpath.transport.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpath.target.Array;

/**
 * Which arrays there shall be: several origins describe some each, and every change of one of them is turned into the arrays
 * that leave and those that come. A change that is wrong is refused whole. Control threads, one at a time.
 */
final class ArrayPlan {
    /** Told what changes, on the caller's thread. */
    interface Changes {
        /**
         * @param leaving names of arrays that go, or are built anew
         * @param built arrays that come
         */
        void apply(List<String> leaving, Map<ArrayDescription, Array> built);
    }

    private final LabMemory memory;
    private final Changes changes;
    private final Map<String, List<ArrayDescription>> byOrigin = new LinkedHashMap<>();
    private boolean enabled = true;

    ArrayPlan(LabMemory memory, Changes changes) {
        this.memory = memory;
        this.changes = changes;
    }

    /**
     * Sets what an origin describes.
     *
     * @param on whether there are arrays at all; what is described stays known
     * @throws IllegalArgumentException with one sentence, and nothing has changed
     * @throws IOException naming the file that cannot be used, and nothing has changed
     */
    synchronized void set(String origin, boolean on, String... texts) throws IOException {
        change(origin, on, ArrayGrammar.parse(texts));
    }

    /** Takes an array away, whoever described it; false when nobody did. */
    synchronized boolean remove(String array) throws IOException {
        String origin = origin(array);
        if (origin == null) {
            return false;
        }
        List<ArrayDescription> left = new ArrayList<>(byOrigin.get(origin));
        left.removeIf(description -> description.name().equals(array));
        change(origin, enabled, left);
        return true;
    }

    /** Who describes an array; null when nobody does. */
    synchronized String origin(String array) {
        for (Map.Entry<String, List<ArrayDescription>> entry : byOrigin.entrySet()) {
            if (entry.getValue().stream().anyMatch(description -> description.name().equals(array))) {
                return entry.getKey();
            }
        }
        return null;
    }

    private void change(String origin, boolean on, List<ArrayDescription> described) throws IOException {
        Map<String, ArrayDescription> before = byName();
        List<ArrayDescription> describedBefore = byOrigin.getOrDefault(origin, List.of());
        boolean enabledBefore = enabled;
        byOrigin.put(origin, described);
        enabled = on;
        try {
            realize(before, byName());
        } catch (IOException | RuntimeException refused) {
            byOrigin.put(origin, describedBefore);
            enabled = enabledBefore;
            throw refused;
        }
    }

    /** Whether there are arrays at all. */
    synchronized boolean enabled() {
        return enabled;
    }

    private Map<String, ArrayDescription> byName() {
        Map<String, ArrayDescription> byName = new LinkedHashMap<>();
        if (!enabled) {
            return byName;
        }
        byOrigin.values().forEach(descriptions -> descriptions.forEach(description -> {
            if (byName.put(description.name(), description) != null) {
                throw new IllegalArgumentException("two arrays are called " + description.name());
            }
        }));
        if (byName.size() > ArrayGrammar.ARRAYS_MAX) {
            throw new IllegalArgumentException(
                    byName.size() + " arrays; at most " + ArrayGrammar.ARRAYS_MAX + " allowed");
        }
        return byName;
    }

    private void realize(Map<String, ArrayDescription> before, Map<String, ArrayDescription> wanted)
            throws IOException {
        ArrayBuilder builder = new ArrayBuilder(memory);
        Map<ArrayDescription, Array> built = new LinkedHashMap<>();
        try {
            for (ArrayDescription array : wanted.values()) {
                if (!array.equals(before.get(array.name()))) {
                    built.put(array, builder.build(array));
                }
            }
        } catch (IOException | RuntimeException refused) {
            built.values().forEach(ArrayPlan::closeQuietly);
            throw refused;
        }
        memory.keep(
                wanted.values().stream().flatMap(ArrayDescription::unitsInMemory).collect(Collectors.toSet()),
                builder.memoryStores());
        List<String> leaving = before.values().stream()
                .filter(array -> !array.equals(wanted.get(array.name())))
                .map(ArrayDescription::name)
                .toList();
        changes.apply(leaving, built);
    }

    private static void closeQuietly(Array array) {
        try {
            array.close();
        } catch (IOException ignored) {
            // the failure that led here says more
        }
    }
}
