package org.mpath.config.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedExpressionTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "IBM, xIBMx, true",
        "ibm, IBM, false",
        "^IBM, xIBM, false",
        "2145$, IBM 2145, true",
        "IBM[ ]+2145, IBM   2145, true",
        "MSA [12]0[4567]0 (SAN|SAS|FC|iSCSI), MSA 2050 SAS, true",
        // in brackets a backslash is a backslash, a closing bracket that comes first is one
        "`[\\d]`, `\\`, true",
        "`[]a]`, `]`, true",
        "[^]a], a, false",
        "[[:digit:]]x, 7x, true",
        "[a-], -, true",
        // two signs in a row repeat the repetition, they do not make it lazy or possessive
        "^a*?$, aaa, true",
        "^a+?$, aaa, true",
        "^a{2}+$, aaaa, true",
        // what has a meaning elsewhere and none here
        "(?:a), a, refused",
        "\\d, 7, refused",
        "(a)\\1, aa, refused",
        "a\\.b, a.b, true",
        "a\\.b, axb, false",
        "\\!x, !x, true",
        "a.b, `a\nb`, true",
        "a|b|, anything, true"
    })
    void meansWhatPosixSays(String expression, String text, String expected) {
        String found;
        try {
            found = String.valueOf(ExtendedExpression.compile(expression).finds(text));
        } catch (PatternFault fault) {
            found = "refused";
        }
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a)", "[a", "*", "a|*", "{2}", "a{2", "a{3,2}", "a{1,256}", "[z-a]", "[[:nothing:]]", "a\\", "+a", "()*("})
    void refusesWhatIsNone(String expression) {
        assertThatExceptionOfType(PatternFault.class)
                .isThrownBy(() -> ExtendedExpression.compile(expression))
                .satisfies(fault -> assertThat(fault.position()).isBetween(1, expression.length() + 1));
    }

    @Test
    void refusesWhatWouldNeedMuchMemory() {
        assertThatExceptionOfType(PatternFault.class).isThrownBy(() -> ExtendedExpression.compile("((a{255}){255}){255}"));
        assertThatExceptionOfType(PatternFault.class).isThrownBy(() -> ExtendedExpression.compile("(".repeat(60) + "a" + ")".repeat(60)));
        assertThatExceptionOfType(PatternFault.class).isThrownBy(() -> ExtendedExpression.compile("a".repeat(1025)));
    }

    @Test
    void matchesHostileExpressionsInLinearTime() throws PatternFault {
        ExtendedExpression hostile = ExtendedExpression.compile("^(a*)*(a|a)*(a+)+b$");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(hostile.finds("a".repeat(20_000))).isFalse());
    }

    @Test
    void quotesEveryText() throws PatternFault {
        String text = "a.b*[c]\\^$|(d){2}+?";
        assertThat(ExtendedExpression.compile("^" + ExtendedExpression.quote(text) + "$").finds(text)).isTrue();
    }

    @Test
    void refusesOrCompilesWhateverComes() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        System.out.println("-Dmpath.seed=" + seed);
        Random random = new Random(seed);
        String alphabet = "ab0()[]{}*+?|^$.\\-,:=!1\"w\u00e9";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder expression = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                expression.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            compileAndUse(expression.toString());
        }
    }

    private static void compileAndUse(String expression) {
        try {
            ExtendedExpression.compile(expression).finds("ab00aab-\\\u00e9");
        } catch (PatternFault refused) {
            assertThat(refused.getMessage()).as(expression).isNotBlank();
        }
    }
}
