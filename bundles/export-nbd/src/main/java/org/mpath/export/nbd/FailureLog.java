package org.mpath.export.nbd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** One log line per kind of request of an export that fails, at most one every ten seconds. */
final class FailureLog {
    private static final Logger LOG = System.getLogger("org.mpath.export.nbd");
    private static final int LINES_MAX = 1;
    private static final long PERIOD_NANOS = 10_000_000_000L;

    /** Commands by number, the last for all that are not known. */
    private static final int KINDS = Protocol.CMD_WRITE_ZEROES + 2;

    private final String map;
    private final LineBudget[] budgets = new LineBudget[KINDS];

    FailureLog(String map) {
        this.map = map;
        for (int i = 0; i < budgets.length; i++) {
            budgets[i] = new LineBudget(LINES_MAX, PERIOD_NANOS);
        }
    }

    /** Notes that a request failed; its error and message are set. */
    void failed(Request request, long nowNanos) {
        String note = budgets[Math.min(request.type, KINDS - 1)].take(nowNanos);
        if (note != null) {
            LOG.log(Level.WARNING, () -> "event=nbd.request_failed map=" + map
                    + " command=" + Protocol.commandName(request.type)
                    + " offset=" + Long.toUnsignedString(request.offset) + " bytes=" + request.length
                    + " error=" + ErrorTable.name(request.error)
                    + " reason=\"" + request.message + '"' + note);
        }
    }
}
