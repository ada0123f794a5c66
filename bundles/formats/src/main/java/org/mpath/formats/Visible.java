package org.mpath.formats;

/** Texts that a target may have chosen, so that they neither steer a terminal nor break a line. */
final class Visible {
    private Visible() {}

    /** The text with a question mark for every control character. */
    static String text(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                ? text
                : text.codePoints()
                        .map(character -> Character.isISOControl(character) ? '?' : character)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
