package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownUnitsTest {
    @TempDir
    Path directory;

    private KnownUnits read() {
        KnownUnits known = new KnownUnits(directory);
        known.refresh();
        return known;
    }

    private Path file() {
        return directory.resolve("wwids");
    }

    @Test
    void readsWhatMultipathToolsWrites() throws IOException {
        Files.writeString(file(), "# written there\n#\n/3600A/\n#/3600B/\n/1ACME_a/b/\n//\n/\nnothing\n");
        KnownUnits known = read();
        assertThat(known.has("3600A")).isTrue();
        assertThat(known.has("3600B")).as("taken out there").isFalse();
        assertThat(known.has("1ACME_a/b")).as("with a slash of its own").isTrue();
        assertThat(known.has("")).isFalse();
    }

    @Test
    void addsEachUnitOnceAndKeepsAllElse() throws IOException {
        Files.writeString(file(), "# mine\n/W1/\n");
        KnownUnits known = new KnownUnits(directory);
        known.add(List.of("W2", "W1", "W2"));
        known.add(List.of("W1"));
        assertThat(known.has("W2")).isTrue();
        assertThat(Files.readString(file())).isEqualTo("# mine\n/W1/\n/W2/\n");
    }

    @Test
    void seesWhatAnotherRuntimeHasAddedMeanwhile() throws IOException {
        KnownUnits mine = read();
        new KnownUnits(directory).add(List.of("W1"));
        assertThat(mine.has("W1")).isFalse();
        mine.refresh();
        assertThat(mine.has("W1")).isTrue();
        mine.add(List.of("W2"));
        assertThat(Files.readString(file())).isEqualTo("/W1/\n/W2/\n");
    }

    @Test
    void remembersWhileItRunsWhereNothingCanBeWritten() throws IOException {
        KnownUnits known = new KnownUnits(Files.writeString(directory.resolve("occupied"), ""));
        known.add(List.of("W1"));
        assertThat(known.has("W1")).isTrue();
    }
}
