package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The state directory survives whoever dies while writing, and whoever writes beside us. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StateFileTest {
    @TempDir
    Path directory;

    /** A JVM that binds names until somebody ends it; with a second argument it ends itself between write and rename. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            boolean dies = arguments.length > 1;
            Bindings bindings = new Bindings(new StateFile(directory, "bindings") {
                @Override
                void putInPlace(Path fresh, Path file) throws IOException {
                    if (dies) {
                        Runtime.getRuntime().halt(9);
                    }
                    super.putInPlace(fresh, file);
                }
            });
            for (int number = 0; ; number++) {
                String wwid = "W" + ProcessHandle.current().pid() + "." + number;
                bindings.names(List.of(new BindingTable.Wish(wwid, Alias.PREFIX, "")), Map.of());
                System.out.println(wwid);
            }
        }
    }

    private Process writer(String... further) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Writer.class.getName(), directory.toString()));
        command.addAll(List.of(further));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private String text() throws IOException {
        return Files.readString(directory.resolve("bindings"));
    }

    private void next(String wwid) {
        new Bindings(directory).names(List.of(new BindingTable.Wish(wwid, Alias.PREFIX, "")), Map.of());
    }

    @Test
    void whoDiesBetweenWritingAndRenamingLeavesTheOldFile() throws Exception {
        next("OLD");
        Process writer = writer("dies");
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(writer.exitValue()).isEqualTo(9);
        assertThat(directory.resolve("bindings.new")).as("what it had written").exists();
        assertThat(text()).isEqualTo("mpatha OLD\n");
        next("NEXT");
        assertThat(text()).as("its lock is gone with it").isEqualTo("mpatha OLD\nmpathb NEXT\n");
    }

    @Test
    void whoIsKilledAtAnyMomentLosesNothingThatItHadSaid() throws Exception {
        List<String> said = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            Process writer = writer();
            try (BufferedReader out = writer.inputReader(StandardCharsets.US_ASCII)) {
                for (int line = 0; line < 7 * round; line++) {
                    said.add(out.readLine());
                }
                writer.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            } finally {
                writer.destroyForcibly();
            }
            BindingTable table = new BindingTable(Files.readAllLines(directory.resolve("bindings")));
            assertThat(table.read()).as("no half line").extracting(BindingTable.LineRead::fate)
                    .containsOnly(BindingTable.Fate.ADDED);
            assertThat(table.units().values()).containsAll(said).doesNotHaveDuplicates();
        }
    }

    @Test
    void twoRuntimesThatWriteAtOnceGiveNoNameTwice() throws Exception {
        Process one = writer();
        Process other = writer();
        List<String> said = new ArrayList<>();
        try (BufferedReader first = one.inputReader(StandardCharsets.US_ASCII);
                BufferedReader second = other.inputReader(StandardCharsets.US_ASCII)) {
            for (int line = 0; line < 30; line++) {
                said.add(first.readLine());
                said.add(second.readLine());
            }
        } finally {
            one.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
            other.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        BindingTable table = new BindingTable(Files.readAllLines(directory.resolve("bindings")));
        assertThat(table.read()).extracting(BindingTable.LineRead::fate).containsOnly(BindingTable.Fate.ADDED);
        assertThat(table.units().values()).containsAll(said).doesNotHaveDuplicates();
    }

    @Test
    void aFileThatIsFarTooLargeIsNotRead() throws Exception {
        Path file = directory.resolve("large");
        try (var large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((16L << 20) + 1);
        }
        assertThatThrownBy(() -> new StateFile(directory, "large").read()).hasMessageContaining("16777217 bytes");
    }

    @Test
    void whatNeedsNoChangeIsNotWrittenAnew() throws Exception {
        next("W1");
        Object before = fileKey();
        next("W1");
        assertThat(fileKey()).isEqualTo(before);
        next("W2");
        assertThat(fileKey()).as("another file in its place").isNotEqualTo(before);
    }

    private Object fileKey() throws IOException {
        return Files.readAttributes(directory.resolve("bindings"), BasicFileAttributes.class).fileKey();
    }
}
