package org.mpath.discovery;

import org.mpath.api.map.ExportedMap;
import org.mpath.api.map.LogicalUnit;
import org.mpath.scsi.Inquiry;

/** What came out of asking a path who is behind it. */
sealed interface ProbeResult {
    /**
     * The unit is known.
     *
     * @param unit what it is
     * @param inquiry its INQUIRY fields with their blanks, for match tables
     * @param inquiryBytes the INQUIRY data as received
     * @param sizeRefusal what it said instead of its size, which is 0 then; empty when it told
     * @param exported which map of which runtime it is; null when it is none
     * @param check what TEST UNIT READY, or else the family's checker, said
     */
    record Identified(
            LogicalUnit unit, Inquiry inquiry, byte[] inquiryBytes, String sizeRefusal, ExportedMap exported, CheckOutcome check)
            implements ProbeResult {
        /** The same, with what another checker said. */
        Identified checked(CheckOutcome outcome) {
            return new Identified(unit, inquiry, inquiryBytes, sizeRefusal, exported, outcome);
        }

        /** Whether the unit told its size through this path. */
        boolean sized() {
            return sizeRefusal.isEmpty();
        }
    }

    /**
     * Something did not answer, or not yet. Worth another try later.
     *
     * @param check the state the path is in, with the reason
     */
    record Unanswered(CheckOutcome check) implements ProbeResult {}

    /**
     * There is no disk behind this number: a controller, or nothing. Not an error.
     *
     * @param reason one sentence
     */
    record NotADisk(String reason) implements ProbeResult {}

    /**
     * The unit answers nonsense, or has no identity. Not worth another try unless somebody asks.
     *
     * @param reason one sentence naming page, offset and value
     */
    record Malformed(String reason) implements ProbeResult {}
}
