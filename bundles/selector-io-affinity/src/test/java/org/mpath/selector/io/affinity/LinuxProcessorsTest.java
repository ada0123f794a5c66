package org.mpath.selector.io.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxProcessorsTest {
    private static final long SAMPLE = SampledProcessor.SAMPLE_NANOS;

    @TempDir
    Path root;

    private void write(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A stat line whose field n holds 1000 + n, but for the first two and the processor. */
    private static String stat(String name, String processor) {
        StringBuilder line = new StringBuilder("42 (" + name + ")");
        for (int field = 3; field <= 52; field++) {
            line.append(' ').append(field == 39 ? processor : Integer.toString(1000 + field));
        }
        return line + "\n";
    }

    private LinuxProcessors processors() {
        return new LinuxProcessors(root.toString());
    }

    @Test
    void countsThePossibleProcessors() {
        write("sys/devices/system/cpu/possible", "0-5\n");
        assertThat(processors().count()).isEqualTo(6);
        write("sys/devices/system/cpu/possible", "0-1,4-9\n");
        assertThat(processors().count()).isEqualTo(10);
    }

    @Test
    void knowsTheNodeOfEachProcessor() {
        write("sys/devices/system/cpu/possible", "0-5\n");
        write("sys/devices/system/node/node0/cpulist", "0,2\n");
        write("sys/devices/system/node/node1/cpulist", "1,3-4\n");
        write("sys/devices/system/node/node2/cpulist", "\n");
        write("sys/devices/system/node/node12/cpulist", "5-7\n");
        write("sys/devices/system/node/online", "0-12\n");
        LinuxProcessors processors = processors();
        int[] nodes = new int[6];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = processors.node(i);
        }
        assertThat(nodes).containsExactly(0, 1, 0, 1, 1, 12);
    }

    @Test
    void knowsNothingButTheCountWithoutProcAndSys() {
        LinuxProcessors processors = processors();
        assertThat(processors.count()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(processors.node(0)).isZero();
        assertThat(processors.ofThisThread().number(0)).isEqualTo(Processors.UNKNOWN);
    }

    @Test
    void takesGarbageInSysForNothing() {
        write("sys/devices/system/cpu/possible", "many\n");
        write("sys/devices/system/node/node0x/cpulist", "0\n");
        write("sys/devices/system/node/node1/cpulist", "0-\n");
        write("sys/devices/system/node/node8192/cpulist", "0\n");
        LinuxProcessors processors = processors();
        assertThat(processors.count()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(processors.node(0)).isZero();
    }

    @Test
    void readsTheProcessorAnewAfterAWhile() {
        write("proc/thread-self/stat", stat("java", "3"));
        Processors.Current current = processors().ofThisThread();
        assertThat(current.number(1000)).isEqualTo(3);
        write("proc/thread-self/stat", stat("java", "11"));
        assertThat(current.number(1000 + SAMPLE - 1)).isEqualTo(3);
        assertThat(current.number(1000 + SAMPLE)).isEqualTo(11);
        write("proc/thread-self/stat", stat("java", "4"));
        assertThat(current.number(1000 + 2 * SAMPLE - 1)).isEqualTo(11);
        assertThat(current.number(1000 + 2 * SAMPLE)).isEqualTo(4);
    }

    @Test
    void allSelectorsOfAThreadShareASample() throws InterruptedException {
        write("proc/thread-self/stat", stat("java", "3"));
        LinuxProcessors processors = processors();
        Processors.Current current = processors.ofThisThread();
        assertThat(processors.ofThisThread()).isSameAs(current);
        AtomicReference<Processors.Current> others = new AtomicReference<>();
        Thread thread = new Thread(() -> others.set(processors.ofThisThread()));
        thread.start();
        thread.join(10_000);
        assertThat(others.get()).isNotNull().isNotSameAs(current);
    }

    @ParameterizedTest
    @CsvSource({"java,0", "java,7", "reactor 1,63", "a) S 1 (b,5", "') (',8191"})
    void findsTheProcessorInWhateverTheThreadIsNamed(String name, int processor) {
        byte[] line = stat(name, Integer.toString(processor)).getBytes(StandardCharsets.US_ASCII);
        assertThat(SampledProcessor.parse(line, line.length)).isEqualTo(processor);
    }

    @Test
    void takesALineThatIsNotAsExpectedForUnknown() {
        byte[] line = stat("java", "x").getBytes(StandardCharsets.US_ASCII);
        assertThat(SampledProcessor.parse(line, line.length)).isEqualTo(Processors.UNKNOWN);
        byte[] good = stat("java", "3").getBytes(StandardCharsets.US_ASCII);
        int before = new String(good, StandardCharsets.US_ASCII).indexOf(" 3 ") + 1;
        assertThat(SampledProcessor.parse(good, before)).isEqualTo(Processors.UNKNOWN);
        assertThat(SampledProcessor.parse(good, before + 1)).isEqualTo(3);
        assertThat(SampledProcessor.parse(good, 3)).isEqualTo(Processors.UNKNOWN);
        assertThat(SampledProcessor.parse(good, 0)).isEqualTo(Processors.UNKNOWN);
        assertThat(SampledProcessor.parse(good, -1)).isEqualTo(Processors.UNKNOWN);
    }

    @Test
    void anEmptyFileTellsNothing() {
        write("proc/thread-self/stat", "");
        assertThat(processors().ofThisThread().number(0)).isEqualTo(Processors.UNKNOWN);
    }

    @Test
    void aFileThatCannotBeReadAnyMoreTellsNothing() throws IOException {
        write("proc/thread-self/stat", stat("java", "3"));
        RandomAccessFile file = new RandomAccessFile(root.resolve("proc/thread-self/stat").toFile(), "r");
        Processors.Current current = new SampledProcessor(file);
        assertThat(current.number(0)).isEqualTo(3);
        file.close();
        assertThat(current.number(SAMPLE)).isEqualTo(Processors.UNKNOWN);
    }

    @Test
    void findsThisMachinesProcessor() {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/thread-self/stat")), "needs Linux: /proc/thread-self");
        LinuxProcessors real = new LinuxProcessors("/");
        assertThat(real.ofThisThread().number(0)).isBetween(0, real.count() - 1);
    }
}
