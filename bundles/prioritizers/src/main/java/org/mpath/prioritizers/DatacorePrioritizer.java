package org.mpath.prioritizers;

import java.nio.charset.StandardCharsets;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;

/** Prefers the paths through one storage server, whose name is in the INQUIRY data. */
final class DatacorePrioritizer implements Prioritizer {
    private static final int ANSWER_BYTES = 255;
    private static final int TRIES = 5;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final PathRank PREFERRED = new PathRank(1, -1, "");
    private static final PathRank OTHER = new PathRank(0, -1, "");

    private final String server;
    private final long limitNanos;

    /** @param limitMillis how long the answer may take, if whoever asks has no less patience */
    DatacorePrioritizer(String server, int limitMillis) {
        this.server = server;
        this.limitNanos = limitMillis * NANOS_PER_MILLI;
    }

    @Override
    public String name() {
        return DatacoreFactory.PRIORITIZER;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        ArrayCommand.read(path, ANSWER_BYTES, cdb -> Cdb.inquiry(cdb, ANSWER_BYTES))
                .askWithin(TRIES, Math.min(limitNanos, timeoutNanos), (outcome, command) ->
                        listener.ranked(outcome == Outcome.GOOD ? rank(command.received()) : PathRank.UNKNOWN));
    }

    private PathRank rank(byte[] inquiry) {
        return new String(inquiry, StandardCharsets.ISO_8859_1).contains(server) ? PREFERRED : OTHER;
    }
}
