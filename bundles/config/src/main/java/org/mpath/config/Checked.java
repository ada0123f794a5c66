package org.mpath.config;

import org.mpath.config.Finding.Code;

/** What became of a value: taken, taken with a remark, taken for "not set", or refused. */
sealed interface Checked {
    /** Taken, in its canonical spelling. */
    record Taken(String value) implements Checked {}

    /** Taken, but in an old spelling. */
    record Old(String value) implements Checked {}

    /** It says that the keyword is not set. */
    record NotSet() implements Checked {}

    /** Refused; {@code nearest} is empty when nothing is like it. */
    record Refused(Code code, String sentence, String nearest) implements Checked {}

    static Checked refused(Code code, String sentence) {
        return new Refused(code, sentence, "");
    }
}
