package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Programs;

/** An image goes in and out through the export unchanged, and the usual tools understand what they see. */
class CopyIT {
    private static final int MEBIBYTES = 256;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void a256MebibyteImageComesBackByteForByte() throws Exception {
        Programs.need("nbdcopy", "libnbd-bin");
        Programs.need("qemu-img", "qemu-utils");
        try (Portals portals = new Portals((long) MEBIBYTES << 20);
                RunningMpath mpath = new RunningMpath(portals.home, portals.configuration())) {
            mpath.awaitMap("mpatha", 2);
            Path in = image(portals.home.resolve("in.img"));
            Path out = portals.home.resolve("out.img");
            Programs.run(LIMIT, "nbdcopy", in.toString(), mpath.uri("mpatha")).ok();
            Programs.run(LIMIT, "nbdcopy", mpath.uri("mpatha"), out.toString()).ok();
            assertThat(Files.mismatch(in, out)).as("first differing byte").isEqualTo(-1);
            assertThat(Files.mismatch(in, portals.home.resolve("tgt/unit.img"))).as("what the target stored").isEqualTo(-1);

            String info = Programs.run(LIMIT, "nbdinfo", mpath.uri("mpatha")).ok();
            assertThat(info).contains("export-size: " + ((long) MEBIBYTES << 20), "can_flush: true", "can_fua: true",
                    "can_multi_conn: true", "is_read_only: false", "block_size_minimum: 512");
            assertThat(Programs.run(LIMIT, "nbdinfo", "--list", "nbd+unix:///?socket=" + mpath.socket()).ok())
                    .contains("mpatha");
            assertThat(Programs.run(LIMIT, "qemu-img", "info", "nbd+unix:///mpatha?socket=" + mpath.socket()).ok())
                    .contains("virtual size: " + MEBIBYTES + " MiB");
        }
    }

    private static Path image(Path file) throws IOException {
        long seed = System.nanoTime();
        System.out.println("image seed " + seed);
        Random random = new Random(seed);
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        return file;
    }
}
