package org.mpath.prioritizers;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;

/**
 * Ranks the paths to filers of NetApp by how they are reached: directly over Fibre Channel, or not known, 4; by an iSCSI
 * adapter 3; by iSCSI in software 2; through the other filer 1. One that does not answer the vendor's command ranks 0.
 */
final class OntapPrioritizer implements Prioritizer {
    private static final int TRIES = 5;
    private static final int ANSWER_BYTES = 128;

    private static final int GET_ATTRIBUTE = 0xc0;
    private static final int GET_ATTRIBUTE_BYTES = 10;
    private static final byte[] SIGNATURE = {0x0a, (byte) 0x98, 0x0a};
    /** The attribute with the kind of port that was asked. */
    private static final byte PORT_KIND = 0x41;

    private static final int KIND_AT = 8;
    private static final int TEXT_AT = 12;

    private static final int PROXY_PAGE = 0xc1;
    private static final byte[] PROXY_HEAD = {0x0a, (byte) 0x98, 0x0a, 0, (byte) 0xc1, 0};
    private static final int PROXY_HEAD_AT = 8;
    private static final int PROXY_FLAGS_AT = 19;
    private static final int PROXY = 0x02;

    private static final PathRank DIRECT = new PathRank(4, -1, "");
    private static final PathRank ISCSI_ADAPTER = new PathRank(3, -1, "");
    private static final PathRank ISCSI_SOFTWARE = new PathRank(2, -1, "");
    private static final PathRank THROUGH_THE_OTHER = new PathRank(1, -1, "");
    private static final PathRank NO_FILER = new PathRank(0, -1, "");

    @Override
    public String name() {
        return OntapFactory.PRIORITIZER;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        long beganNanos = path.reactor().nanoTime();
        ArrayCommand.read(path, ANSWER_BYTES, OntapPrioritizer::getPortKind)
                .askWithin(TRIES, timeoutNanos, (outcome, command) -> {
                    long leftNanos = timeoutNanos - (path.reactor().nanoTime() - beganNanos);
                    if (!command.answered() || leftNanos <= 0) {
                        listener.ranked(PathRank.UNKNOWN);
                    } else if (outcome != Outcome.GOOD) {
                        listener.ranked(NO_FILER);
                    } else {
                        ranked(path, portKind(command.received()), leftNanos, listener);
                    }
                });
    }

    private static int getPortKind(byte[] cdb) {
        Arrays.fill(cdb, (byte) 0);
        cdb[0] = (byte) GET_ATTRIBUTE;
        cdb[2] = 1;
        System.arraycopy(SIGNATURE, 0, cdb, 3, SIGNATURE.length);
        cdb[6] = PORT_KIND;
        cdb[7] = (byte) ANSWER_BYTES;
        return GET_ATTRIBUTE_BYTES;
    }

    /** The text in the answer; empty when it is another answer. */
    private static String portKind(byte[] answer) {
        return answer.length > TEXT_AT && answer[KIND_AT] == PORT_KIND
                ? new String(answer, TEXT_AT, answer.length - TEXT_AT, StandardCharsets.ISO_8859_1)
                : "";
    }

    private static void ranked(PathDevice path, String portKind, long timeoutNanos, RankListener listener) {
        if (portKind.startsWith("ism_sw") || portKind.startsWith("iswt")) {
            listener.ranked(ISCSI_SOFTWARE);
        } else if (portKind.startsWith("ism_sn")) {
            listener.ranked(ISCSI_ADAPTER);
        } else {
            ArrayCommand.read(path, ANSWER_BYTES, cdb -> Cdb.inquiryPage(cdb, PROXY_PAGE, ANSWER_BYTES))
                    .askWithin(TRIES, timeoutNanos, (outcome, command) ->
                            listener.ranked(outcome == Outcome.GOOD && proxy(command) ? THROUGH_THE_OTHER : DIRECT));
        }
    }

    private static boolean proxy(PathCommand command) {
        byte[] page = command.received();
        return page.length > PROXY_FLAGS_AT
                && (page[1] & 0xff) == PROXY_PAGE
                && Arrays.equals(page, PROXY_HEAD_AT, PROXY_HEAD_AT + PROXY_HEAD.length, PROXY_HEAD, 0, PROXY_HEAD.length)
                && (page[PROXY_FLAGS_AT] & PROXY) != 0;
    }
}
