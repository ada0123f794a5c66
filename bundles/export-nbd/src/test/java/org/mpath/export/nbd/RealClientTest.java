package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.UnitLimits;
import org.mpath.itests.support.Programs;

/** The clients people use, as they are. */
class RealClientTest {
    private static final int IMAGE_BYTES = 256 * Rig.MEBIBYTE;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private String uri(String transport) {
        return transport.equals("unix") ? rig.unixUri("mpatha") : rig.tcpUri("mpatha");
    }

    private static String run(String... command) {
        return Programs.run(LIMIT, command).ok();
    }

    private Path image() throws IOException {
        long seed = System.nanoTime();
        System.out.println("image seed " + seed);
        Random random = new Random(seed);
        byte[] chunk = new byte[Rig.MEBIBYTE];
        Path image = rig.directory.resolve("in.img");
        try (OutputStream out = Files.newOutputStream(image)) {
            for (int i = 0; i < IMAGE_BYTES / chunk.length; i++) {
                if (i % 4 != 3) { // some of it stays zero, for the client to skip or trim
                    random.nextBytes(chunk);
                } else {
                    chunk = new byte[Rig.MEBIBYTE];
                }
                out.write(chunk);
            }
        }
        return image;
    }

    @Test
    void nbdinfoUnderstandsAnExportAndTheList() throws Exception {
        Programs.need("nbdinfo", "libnbd-bin");
        rig.map("mpatha", Rig.MEBIBYTE, MemoryMap.ALL);
        rig.map("mpathb", Rig.MEBIBYTE, UnitLimits.NONE);
        assertThat(run("nbdinfo", rig.unixUri("mpatha")))
                .contains("export-size: 1048576", "description: MPATH MEMORY 3600140500000000000000000000000aa")
                .contains("is_read_only: false", "can_multi_conn: true", "can_flush: true", "can_fua: true")
                .contains("can_trim: true", "can_zero: true", "can_fast_zero: true", "can_df: true")
                .contains("block_size_minimum: 512", "block_size_preferred: 4096", "block_size_maximum: 33554432");
        assertThat(run("nbdinfo", rig.unixUri("mpathb"))).contains("can_trim: false", "can_fast_zero: false");
        assertThat(run("nbdinfo", "--list", rig.tcpUri(""))).contains("export=\"mpatha\"", "export=\"mpathb\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void nbdcopyBringsAnImageInAndOutUnchanged(String transport) throws Exception {
        Programs.need("nbdcopy", "libnbd-bin");
        rig.map("mpatha", IMAGE_BYTES, MemoryMap.ALL).silent();
        Path in = image();
        Path out = rig.directory.resolve("out.img");
        run("nbdcopy", "--flush", in.toString(), uri(transport));
        run("nbdcopy", uri(transport), out.toString());
        assertThat(Files.mismatch(in, out)).as("first differing byte").isEqualTo(-1);
    }

    @Test
    void qemuImgReadsTheGeometryAndConvertsAnImage() throws Exception {
        Programs.need("qemu-img", "qemu-utils");
        rig.map("mpatha", IMAGE_BYTES, MemoryMap.ALL).silent();
        Path in = image();
        assertThat(run("qemu-img", "info", rig.unixUri("mpatha"))).contains("virtual size: 256 MiB");
        run("qemu-img", "convert", "-n", "-f", "raw", "-O", "raw", in.toString(), rig.unixUri("mpatha"));
        assertThat(run("qemu-img", "compare", "-f", "raw", "-F", "raw", in.toString(), rig.unixUri("mpatha")))
                .contains("Images are identical");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void fioVerifiesWhatItWroteAtRandom(String transport) throws Exception {
        Programs.need("fio", "fio");
        assumeTrue(run("fio", "--enghelp").contains("nbd"), "needs fio with the nbd engine: apt-get install fio");
        rig.map("mpatha", 64 * Rig.MEBIBYTE, MemoryMap.ALL).silent();
        String result = run(
                "fio", "--name=check", "--ioengine=nbd", "--uri=" + uri(transport), "--rw=randrw", "--bsrange=4k-256k",
                "--iodepth=32", "--verify=crc32c", "--verify_fatal=1", "--size=64M", "--loops=4", "--fsync=64",
                "--aux-path=" + rig.directory);
        assertThat(result).contains("err= 0").doesNotContain("verify failed", "bad magic");
    }
}
