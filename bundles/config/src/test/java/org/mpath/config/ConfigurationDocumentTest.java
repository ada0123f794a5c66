package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mpath.config.Keyword.Effect;

/**
 * {@code runtime/doc/configuration.md} has the keywords as their table has them. Written anew with
 * {@code -Dmpath.write.docs=true}.
 */
class ConfigurationDocumentTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../../runtime/doc/configuration.md").normalize();
    /** What comes before it in the page is written by hand. */
    private static final String MARK = "<!-- The rest of this page is written by ConfigurationDocumentTest. -->\n";

    @Test
    void saysWhatTheTablesSay() throws IOException {
        String page = Files.readString(DOCUMENT);
        String written = page.substring(0, page.indexOf(MARK) + MARK.length()) + keywords();
        if (Boolean.getBoolean("mpath.write.docs")) {
            Files.writeString(DOCUMENT, written);
        }
        assertThat(Files.readString(DOCUMENT)).as("written anew with -Dmpath.write.docs=true").isEqualTo(written);
    }

    private static String keywords() {
        StringBuilder table = new StringBuilder("\n## Keywords\n\n"
                + "Sections: D `defaults`, O `overrides`, P `protocol` in `overrides`, H `device` in `devices`, M `multipath` in\n"
                + "`multipaths`, B `blacklist`, E `blacklist_exceptions`.\n\n" + count()
                + "| keyword | sections | values | default | what it is | acts |\n|---|---|---|---|---|---|\n");
        for (Keyword keyword : Keyword.all()) {
            if (keyword.effect() != Effect.STRUCTURE) {
                table.append("| `%s` | %s | %s | %s | %s | %s |\n".formatted(keyword, letters(keyword),
                        keyword.effect() == Effect.DEPRECATED ? "" : keyword.values(),
                        keyword.defaultValue().isEmpty() ? "" : "`" + keyword.defaultValue() + "`", meaning(keyword), today(keyword)));
            }
        }
        return table.toString();
    }

    private static String letters(Keyword keyword) {
        return keyword.sections().stream()
                .map(section -> String.valueOf("DOPHMBE".charAt(section.ordinal())))
                .collect(Collectors.joining());
    }

    private static String count() {
        return "Of these %d act, %d have no meaning here.\n\n".formatted(
                count(Set.of(Effect.ACTS, Effect.CONVERTED)), count(Set.of(Effect.NONE, Effect.DEPRECATED)));
    }

    private static long count(Set<Effect> effects) {
        return Keyword.all().stream().filter(keyword -> effects.contains(keyword.effect())).count();
    }

    private static String meaning(Keyword keyword) {
        return switch (keyword.effect()) {
            case CONVERTED -> "an old word: " + keyword.meaning();
            case ACTS -> keyword.meaning();
            default -> "";
        };
    }

    private static String today(Keyword keyword) {
        return switch (keyword.effect()) {
            case CONVERTED -> "as those it is taken for";
            case NONE -> "**no meaning here**: " + keyword.meaning();
            case DEPRECATED -> "**no meaning here**, nor in multipath-tools: " + keyword.meaning();
            default -> "acts";
        };
    }
}
