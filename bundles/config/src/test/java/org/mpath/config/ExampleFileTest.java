package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;

/** {@code etc/multipath.conf.example} as it is shipped. Written anew with {@code -Dmpath.write.docs=true}. */
class ExampleFileTest {
    private static final Path FILE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../etc/multipath.conf.example").normalize();

    private static String shipped() throws IOException {
        return Files.readString(FILE);
    }

    private static Configuration accepted(String text) {
        Loaded loaded = Given.load(text);
        assertThat(loaded.findings()).isEmpty();
        assertThat(loaded).isInstanceOf(Accepted.class);
        return ((Accepted) loaded).configuration();
    }

    @BeforeAll
    static void writeWhenAsked() throws IOException {
        if (Boolean.getBoolean("mpath.write.docs")) {
            Files.writeString(FILE, ExampleFile.text());
        }
    }

    @Test
    void saysWhatTheTableOfKeywordsSays() throws IOException {
        assertThat(shipped()).as("written anew with -Dmpath.write.docs=true").isEqualTo(ExampleFile.text());
    }

    @Test
    void asItIsItIsAcceptedAndChangesNothing() throws IOException {
        assertThat(ConfDiff.between(Given.accepted(), accepted(shipped()))).isEmpty();
    }

    @Test
    void withoutItsCommentSignsItIsAcceptedToo() throws IOException {
        Configuration all = accepted(shipped().replaceAll("(?m)^#(?! )", ""));
        assertThat(all.defaults().get("path_selector").orElseThrow().value()).isEqualTo("service-time 0");
        assertThat(all.global("no_path_retry").value()).isEqualTo("12");
    }

    @Test
    void everyKeywordThatActsIsInItWithItsDefault() throws IOException {
        String text = shipped();
        for (Keyword keyword : Keyword.all()) {
            if (ExampleFile.shows(keyword)) {
                assertThat(text).as("a keyword without default needs an example in ExampleFile")
                        .containsPattern("(?m)^#\t+" + keyword.name() + " \\S");
            }
        }
    }
}
