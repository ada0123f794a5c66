package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyntaxTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    private Syntax syntax(String fullName) {
        return gosh.groups().stream()
                .flatMap(group -> group.syntaxes().stream())
                .filter(syntax -> syntax.fullName().equals(fullName))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void splitsOperandsAndOptionsInAnyOrder() {
        Arguments arguments = syntax("mpath:events").parse(new String[] {"--json", "-n", "5"});
        assertThat(arguments.has("--json")).isTrue();
        assertThat(arguments.number("-n", 20, 1, 100)).isEqualTo(5);
        Arguments sense = syntax("lab:sense").parse(new String[] {"A0", "--json", "02/04/0b", "3"});
        assertThat(sense.operands()).containsExactly("A0", "02/04/0b", "3");
    }

    @Test
    void takesEverythingAfterTwoDashesAsOperands() {
        assertThat(syntax("mpath:message").parse(new String[] {"mpatha", "--", "--json"}).operands())
                .containsExactly("mpatha", "--json");
    }

    @Test
    void namesTheOptionItDoesNotKnow() {
        assertThatThrownBy(() -> syntax("mpath:maps").parse(new String[] {"--jsn"}))
                .hasMessage("mpath:maps has no option --jsn; usage: mpath:maps [--json] [--help]");
    }

    @Test
    void namesTheOperandThatIsMissing() {
        assertThatThrownBy(() -> syntax("mpath:fail").parse(new String[0]))
                .hasMessage("mpath:fail needs PATH; usage: mpath:fail [--json] [--help] PATH [MAP]");
    }

    @Test
    void namesTheWordThatIsTooMany() {
        assertThatThrownBy(() -> syntax("mpath:maps").parse(new String[] {"mpatha"}))
                .hasMessageStartingWith("'mpatha' is one word too many");
    }

    @Test
    void namesTheValueAnOptionNeeds() {
        assertThatThrownBy(() -> syntax("mpath:events").parse(new String[] {"-n"}))
                .hasMessageStartingWith("option -n needs N");
    }

    @Test
    void saysWhatNumbersItTakes() {
        assertThatThrownBy(() -> syntax("mpath:events").parse(new String[] {"-n", "many"}).number("-n", 1, 1, 9))
                .hasMessageStartingWith("-n is a number from 1 to 9, not 'many'");
    }

    @Test
    void everyExampleIsRightByItsOwnGrammar() {
        for (CommandGroup group : gosh.groups()) {
            for (Syntax syntax : group.syntaxes()) {
                String[] words = syntax.example().split(" ");
                assertThat(words[0]).isEqualTo(syntax.fullName());
                syntax.parse(Arrays.copyOfRange(words, 1, words.length));
            }
        }
    }
}
