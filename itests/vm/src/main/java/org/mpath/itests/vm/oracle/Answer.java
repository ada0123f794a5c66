package org.mpath.itests.vm.oracle;

/**
 * What came of a table or a step.
 *
 * @param verdict {@code 0}, or the name of the error it ended with
 * @param reason why it was refused; empty when nothing was said
 * @param table the TABLE line afterwards; empty when there is no map
 * @param info the INFO line afterwards
 * @param events the map's event counter afterwards
 */
record Answer(String verdict, String reason, String table, String info, long events) {
    static final String DONE = "0";

    /** Of a table that was refused. */
    static Answer refused(String verdict, String reason) {
        return new Answer(verdict, reason, "", "", 0);
    }

    boolean isDone() {
        return verdict.equals(DONE);
    }

    /** Whether the map shows the same. */
    boolean shows(Answer other) {
        return table.equals(other.table) && info.equals(other.info) && events == other.events;
    }

    @Override
    public String toString() {
        String outcome = isDone() ? "done" : verdict + " (" + reason + ")";
        return table.isEmpty() ? outcome : outcome + "; table: " + table + "; info: " + info + "; events: " + events;
    }
}
