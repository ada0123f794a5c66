package org.mpath.shell;

/**
 * One call of a command.
 *
 * @param arguments its words
 * @param screen where it prints
 */
record Call(Arguments arguments, Screen screen) {
    /** Whether JSON is wanted. */
    boolean json() {
        return arguments.has("--json");
    }

    /** The operand at a place; null when it was left out. */
    String operand(int place) {
        return arguments.operand(place);
    }

    /** Prints a JSON document. */
    void document(Json.Body body) {
        Json.print(screen.out(), body);
    }

    /** Says what a verb has done: a sentence, or a document with it. */
    void done(String sentence) {
        if (json()) {
            document(json -> json.writeStringField("done", sentence));
        } else {
            screen.sentence(sentence);
        }
    }
}
