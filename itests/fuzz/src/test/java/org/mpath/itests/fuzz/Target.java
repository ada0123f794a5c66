package org.mpath.itests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mpath.discovery.StateFilesTarget;

/** What is fuzzed. Each has a folder of the corpus: seeds, what covers code that they do not, and all that was found. */
enum Target {
    CONFIGURATION(ConfigurationTarget.class, ConfigurationTarget::fuzzerTestOneInput, 256),
    KEEPING(KeepingTarget.class, KeepingTarget::fuzzerTestOneInput, 1024),
    PATTERN(PatternTarget.class, PatternTarget::fuzzerTestOneInput, 256),
    IDENTITY(IdentityTarget.class, IdentityTarget::fuzzerTestOneInput, 300),
    VPD(VpdTarget.class, VpdTarget::fuzzerTestOneInput, 512),
    ANSWER(AnswerTarget.class, AnswerTarget::fuzzerTestOneInput, 512),
    SENSE(SenseTarget.class, SenseTarget::fuzzerTestOneInput, 300),
    TABLE(TableTarget.class, TableTarget::fuzzerTestOneInput, 512),
    STATE(StateFilesTarget.class, StateFilesTarget::fuzzerTestOneInput, 512);

    /** Surefire runs in the folder of the module. */
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    private final Class<?> type;
    private final Consumer<byte[]> once;
    private final int inputBytesMax;

    Target(Class<?> type, Consumer<byte[]> once, int inputBytesMax) {
        this.type = type;
        this.once = once;
        this.inputBytesMax = inputBytesMax;
    }

    String className() {
        return type.getName();
    }

    void run(byte[] input) {
        once.accept(input);
    }

    int inputBytesMax() {
        return inputBytesMax;
    }

    Path folder() {
        return CORPUS.resolve((this == KEEPING ? CONFIGURATION : this).toString());
    }

    List<Path> corpus() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("no corpus of " + this, failure);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
