package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The habits of CONTRIBUTING.md that a machine can check. */
class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    private static final Set<String> LEFT_OUT = Set.of("target", "var", "deploy", ".git");
    // in two parts, so that this file does not find itself
    private static final Pattern REMINDER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\.sle" + "ep\\(|\\bSECONDS\\.sle" + "ep\\(");

    @Test
    void noSourceFileIsLongerThan500Lines() throws IOException {
        assertThat(sources().filter(file -> lines(file).size() > FILE_LINES_MAX)).isEmpty();
    }

    @Test
    void noSourceFileHoldsAReminder() throws IOException {
        assertThat(sources().filter(contains(REMINDER))).isEmpty();
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(sources().filter(file -> file.toString().contains("/src/test/")).filter(contains(SLEEP))).isEmpty();
    }

    @Test
    void everyBundleHasAReadme() throws IOException {
        assertThat(House.folders())
                .allSatisfy(folder -> assertThat(House.ROOT.resolve("bundles").resolve(folder).resolve("README.md"))
                        .isNotEmptyFile());
    }

    @Test
    void everyBundleFolderIsBuilt() throws IOException {
        String modules = Files.readString(House.ROOT.resolve("bundles/pom.xml"));
        assertThat(House.folders()).allSatisfy(folder -> assertThat(modules).contains("<module>" + folder + "</module>"));
    }

    @Test
    void everyBundleIsInTheImage() throws IOException {
        String image = Files.readString(House.ROOT.resolve("runtime/image/pom.xml"));
        assertThat(House.folders())
                .allSatisfy(folder -> assertThat(image).contains("<artifactId>" + folder + "</artifactId>"));
    }

    private static Predicate<Path> contains(Pattern pattern) {
        return file -> lines(file).stream().anyMatch(pattern.asPredicate());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    private static Stream<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(House.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isLeftOut(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream();
    }

    /** Build output and the like; a source folder called target is not left out. */
    private static boolean isLeftOut(Path folder) {
        return LEFT_OUT.contains(folder.getFileName().toString())
                && !folder.toString().contains("/src/")
                && !folder.equals(House.ROOT.resolve("bundles/target"));
    }
}
