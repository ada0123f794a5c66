package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, mpatha", "2, mpathb", "26, mpathz", "27, mpathaa", "52, mpathaz", "702, mpathzz", "18278, mpathzzz",
        "18279, mpathaaaa", "475255, mpathaaaaa", "2147483647, mpathfxshrxw"})
    void numbersAreLettersInBijectiveBase26(int number, String alias) {
        assertThat(Alias.of(number)).isEqualTo(alias);
    }

    @Test
    void thereIsNoNameBelowTheFirst() {
        assertThatThrownBy(() -> Alias.of(0)).hasMessageContaining("0");
    }

    @Test
    void fillsTheLowestGapAndKeepsWhatIsThere() throws Exception {
        write("# names\nmpatha W1\n\nmpathc W3\nbackup W9 # by hand\n");
        assertThat(names(List.of("W3", "W4", "W9", "W5"), Map.of()))
                .containsExactly(Map.entry("W3", "mpathc"), Map.entry("W4", "mpathb"), Map.entry("W9", "backup"),
                        Map.entry("W5", "mpathd"));
        assertThat(text()).isEqualTo("# names\nmpatha W1\n\nmpathc W3\nbackup W9 # by hand\nmpathb W4\nmpathd W5\n");
    }

    @Test
    void keepsLinesItCannotRead() throws Exception {
        write("mpatha\n/etc/passwd W7\nmpathb W2\nmpathb W3\nmpathz W2\n");
        assertThat(names(List.of("W2", "W3"), Map.of())).containsEntry("W2", "mpathb").containsEntry("W3", "mpatha");
        assertThat(text()).startsWith("mpatha\n/etc/passwd W7\nmpathb W2\nmpathb W3\nmpathz W2\n").endsWith("mpatha W3\n");
    }

    @Test
    void neverGivesTheNameOfARunningMapToAnotherUnitButKeepsItForLater() throws Exception {
        write("mpatha W1\n");
        assertThat(names(List.of("W1"), Map.of("mpatha", "FOREIGN"))).as("its WWID is its name for now").isEmpty();
        assertThat(text()).isEqualTo("mpatha W1\n");
        assertThat(names(List.of("W1"), Map.of())).containsEntry("W1", "mpatha");
    }

    @Test
    void seesNamesThatAnotherRuntimeHasAddedMeanwhile() throws Exception {
        Bindings mine = new Bindings(directory);
        Bindings theirs = new Bindings(directory);
        assertThat(names(mine, List.of("W1"), Map.of())).containsEntry("W1", "mpatha");
        assertThat(names(theirs, List.of("W2"), Map.of())).containsEntry("W2", "mpathb");
        assertThat(names(mine, List.of("W2", "W3"), Map.of())).containsEntry("W2", "mpathb").containsEntry("W3", "mpathc");
    }

    @Test
    void goesOnWithoutAFileWhenItCannotBeWritten() throws Exception {
        Path occupied = Files.writeString(directory.resolve("file"), "");
        Bindings bindings = new Bindings(occupied);
        assertThat(names(bindings, List.of("W1", "W2"), Map.of())).containsValues("mpatha", "mpathb");
        assertThat(names(bindings, List.of("W2"), Map.of())).containsEntry("W2", "mpathb");
    }

    @Test
    void leavesNoHalfWrittenFileBehind() throws Exception {
        names(List.of("W1"), Map.of());
        assertThat(directory.resolve("bindings.new")).doesNotExist();
        assertThat(text()).isEqualTo("mpatha W1\n");
    }

    private Map<String, String> names(List<String> wwids, Map<String, String> running) {
        return names(new Bindings(directory), wwids, running);
    }

    private static Map<String, String> names(Bindings bindings, List<String> wwids, Map<String, String> running) {
        return bindings.names(wwids.stream().map(wwid -> new BindingTable.Wish(wwid, Alias.PREFIX, "")).toList(), running);
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("bindings"), text);
    }

    private String text() throws IOException {
        return Files.readString(directory.resolve("bindings"));
    }
}
