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
    CONFIGURATION(ConfigurationTarget.class, ConfigurationTarget::fuzzerTestOneInput, 1024, 10),
    KEEPING(KeepingTarget.class, KeepingTarget::fuzzerTestOneInput, 1024, 20),
    PATTERN(PatternTarget.class, PatternTarget::fuzzerTestOneInput, 256, 4),
    IDENTITY(IdentityTarget.class, IdentityTarget::fuzzerTestOneInput, 512, 1),
    VPD(VpdTarget.class, VpdTarget::fuzzerTestOneInput, 512, 1),
    ANSWER(AnswerTarget.class, AnswerTarget::fuzzerTestOneInput, 512, 1),
    SENSE(SenseTarget.class, SenseTarget::fuzzerTestOneInput, 300, 1),
    TABLE(TableTarget.class, TableTarget::fuzzerTestOneInput, 512, 4),
    STATE(StateFilesTarget.class, StateFilesTarget::fuzzerTestOneInput, 512, 4);

    /** Surefire runs in the folder of the module. */
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    private final Class<?> type;
    private final Consumer<byte[]> once;
    private final int inputBytesMax;
    /** Of how many executions this target takes one. */
    private final int share;

    Target(Class<?> type, Consumer<byte[]> once, int inputBytesMax, int share) {
        this.type = type;
        this.once = once;
        this.inputBytesMax = inputBytesMax;
        this.share = share;
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

    /** How often it is executed when the others are executed so often. */
    long runs(long ofOthers) {
        return Math.max(1, ofOthers / share);
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
