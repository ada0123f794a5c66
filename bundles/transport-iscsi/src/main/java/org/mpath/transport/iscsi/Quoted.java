package org.mpath.transport.iscsi;

/** Values of log lines that may contain blanks. */
final class Quoted {
    private Quoted() {}

    /** The text in double quotes, those inside made single. */
    static String of(String text) {
        return '"' + text.replace('"', '\'') + '"';
    }
}
