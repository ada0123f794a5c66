package org.mpath.itests.architecture;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.osgi.framework.BundleContext;

/** Breaks every ban, so that a ban that would find nothing is found out. */
final class Impure {
    private final System.Logger log = System.getLogger("impure");
    private final Random chance = new Random(1);
    private final long[] times = {System.nanoTime(), Instant.now().toEpochMilli()};

    String sin(BundleContext context, SocketChannel channel) throws IOException {
        log.log(System.Logger.Level.INFO, "event=sin");
        System.out.println(times[0] + times[1]);
        return Thread.currentThread().getName() + chance.nextInt() + UUID.randomUUID() + Math.random()
                + Files.readString(Path.of("/dev/null")) + context + channel;
    }
}
