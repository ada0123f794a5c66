package org.mpath.itests.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.selector.historical.service.time.HistoricalServiceTimeFactory;
import org.mpath.selector.io.affinity.IoAffinityFactory;
import org.mpath.selector.queue.length.QueueLengthFactory;
import org.mpath.selector.round.robin.RoundRobinFactory;
import org.mpath.selector.service.time.ServiceTimeFactory;

/** The product's selectors, and the words a table gives their paths. */
final class Selectors implements AutoCloseable {
    static final String ROUND_ROBIN = "round-robin";
    static final String QUEUE_LENGTH = "queue-length";
    static final String SERVICE_TIME = "service-time";
    static final String HISTORICAL_SERVICE_TIME = "historical-service-time";
    static final String IO_AFFINITY = "io-affinity";
    static final List<String> NAMES =
            List.of(ROUND_ROBIN, QUEUE_LENGTH, SERVICE_TIME, HISTORICAL_SERVICE_TIME, IO_AFFINITY);

    private static final int PROCESSORS = 64;
    private static final int HEXADECIMAL = 16;

    /** A machine of more processors, since io-affinity takes no more paths than there are; /proc is the real one. */
    private final Path machine;

    Selectors() throws IOException {
        machine = Files.createTempDirectory("mb");
        Files.createSymbolicLink(machine.resolve("proc"), Path.of("/proc"));
        Path processors = Files.createDirectories(machine.resolve("sys/devices/system/cpu"));
        Files.writeString(processors.resolve("possible"), "0-" + (PROCESSORS - 1) + "\n");
    }

    /** The selector type of that name. */
    PathSelectorFactory factory(String name) {
        return switch (name) {
            case ROUND_ROBIN -> new RoundRobinFactory();
            case QUEUE_LENGTH -> new QueueLengthFactory();
            case SERVICE_TIME -> new ServiceTimeFactory();
            case HISTORICAL_SERVICE_TIME -> new HistoricalServiceTimeFactory();
            case IO_AFFINITY -> new IoAffinityFactory(machine.toString());
            default -> throw new IllegalArgumentException("no selector '" + name + "'");
        };
    }

    /** The arguments of a path: for io-affinity, every so many-th processor; none for the others. */
    static List<String> arguments(String name, int path, int pathCount) {
        if (!name.equals(IO_AFFINITY)) {
            return List.of();
        }
        BigInteger mask = BigInteger.ZERO;
        for (int processor = path; processor < PROCESSORS; processor += pathCount) {
            mask = mask.setBit(processor);
        }
        StringBuilder text = new StringBuilder(mask.toString(HEXADECIMAL));
        for (int comma = text.length() - Integer.BYTES * 2; comma > 0; comma -= Integer.BYTES * 2) {
            text.insert(comma, ',');
        }
        return List.of(text.toString());
    }

    @Override
    public void close() throws IOException {
        Folders.delete(machine);
    }
}
