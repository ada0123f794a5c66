package org.mpath.selector.io.affinity;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Processors by /proc and /sys, as no JVM interface tells which one a thread runs on. The one class of this bundle that
 * reads files. Where they are missing there is one node, and the current processor is unknown.
 *
 * <p>All selectors of a thread share one sample: the file stays open while one of them is alive.
 */
final class LinuxProcessors implements Processors {
    private static final int NUMBER_MAX = 8191;

    private final Path root;
    private final int count;
    private final int[] nodes;
    private final Map<Thread, WeakReference<Current>> currents = new WeakHashMap<>();

    /** @param root the folder that proc and sys are in: "/", or another one in tests */
    LinuxProcessors(String root) {
        this.root = Path.of(root);
        count = readCount();
        nodes = new int[count];
        readNodes();
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int node(int processor) {
        return nodes[processor];
    }

    @Override
    public synchronized Current ofThisThread() {
        WeakReference<Current> known = currents.get(Thread.currentThread());
        Current current = known == null ? null : known.get();
        if (current == null) {
            current = open();
            currents.put(Thread.currentThread(), new WeakReference<>(current));
        }
        return current;
    }

    private Current open() {
        try {
            return new SampledProcessor(
                    new RandomAccessFile(root.resolve("proc/thread-self/stat").toFile(), "r"));
        } catch (IOException e) {
            return nowNanos -> UNKNOWN;
        }
    }

    private int readCount() {
        int[] numbers = read(root.resolve("sys/devices/system/cpu/possible"));
        int last = Arrays.stream(numbers).max().orElse(Runtime.getRuntime().availableProcessors() - 1);
        return last + 1;
    }

    private void readNodes() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.resolve("sys/devices/system/node"), "node*")) {
            for (Path folder : folders) {
                for (int node : parse(folder.getFileName().toString().substring("node".length()))) {
                    assign(node, read(folder.resolve("cpulist")));
                }
            }
        } catch (IOException e) {
            // a kernel without NUMA has no such folder: all processors stay on node 0
        }
    }

    private void assign(int node, int[] processors) {
        for (int processor : processors) {
            if (processor < count) {
                nodes[processor] = node;
            }
        }
    }

    private static int[] read(Path list) {
        try {
            return parse(Files.readString(list).trim());
        } catch (IOException e) {
            return new int[0];
        }
    }

    private static int[] parse(String list) {
        try {
            return NumberList.parse(list, NUMBER_MAX);
        } catch (IllegalArgumentException e) {
            return new int[0];
        }
    }
}
