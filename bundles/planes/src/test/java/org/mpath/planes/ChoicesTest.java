package org.mpath.planes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of chosen planes. */
class ChoicesTest {
    @TempDir
    Path state;

    @Test
    void isReadAgainAsItWasWritten() throws IOException {
        Choices choices = new Choices(state);
        choices.put("3600", "dm");
        choices.put("t10.ATA  Disk 1", "core");
        choices.put("3600", "core");
        Choices again = new Choices(state);
        assertThat(again.of("3600")).isEqualTo("core");
        assertThat(again.of("t10.ATA  Disk 1")).isEqualTo("core");
        assertThat(again.of("other")).isNull();
    }

    @Test
    void whoDiesWhileItIsWrittenLeavesTheOldOne() throws IOException {
        new Choices(state).put("3600", "dm");
        Files.writeString(state.resolve("planes.new"), "core 36"); // half of the next one
        assertThat(new Choices(state).of("3600")).isEqualTo("dm");
    }

    @Test
    void aChoiceThatCannotBeWrittenDoesNotHold() throws IOException {
        Choices choices = new Choices(state);
        choices.put("3600", "dm");
        Files.createDirectory(state.resolve("planes.new"));
        assertThatThrownBy(() -> choices.put("3600", "core")).isInstanceOf(IOException.class);
        assertThat(choices.of("3600")).isEqualTo("dm");
    }

    @Test
    void withoutADirectoryItHoldsAsLongAsTheRuntime() throws IOException {
        Choices choices = new Choices(null);
        choices.put("3600", "dm");
        assertThat(choices.of("3600")).isEqualTo("dm");
    }
}
