package org.mpath.itests.fuzz;

import java.nio.charset.StandardCharsets;
import org.mpath.config.pattern.ExtendedExpression;
import org.mpath.config.pattern.PatternFault;

/** A first line as regular expression, the rest as the text to look in: a fault or an answer, in bounded time. */
public final class PatternTarget {
    private PatternTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String expression = end < 0 ? text : text.substring(0, end);
        String subject = text.substring(end + 1);
        try {
            ExtendedExpression.compile(expression).finds(subject);
            if (!ExtendedExpression.compile(ExtendedExpression.quote(expression)).finds(subject + expression + subject)) {
                throw new IllegalStateException("does not find itself: " + expression);
            }
        } catch (PatternFault refused) {
            if (refused.getMessage().isEmpty()) {
                throw new IllegalStateException("no reason", refused);
            }
        }
    }
}
