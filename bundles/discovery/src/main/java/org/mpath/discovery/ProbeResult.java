package org.mpath.discovery;

import java.util.List;
import org.mpath.api.map.ExportedMap;
import org.mpath.api.map.LogicalUnit;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.IdentityCandidate;
import org.mpath.scsi.IdentityProfile;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.UnitNames;

/** What came out of asking a path who is behind it. */
sealed interface ProbeResult {
    /**
     * The unit is known.
     *
     * @param unit what it is, named by the profile; its WWID is empty when the profile gives it none
     * @param names all that it calls itself
     * @param profile by which rules it is named
     * @param inquiryBytes its INQUIRY data as received
     * @param limits its VPD page B0h; null when it has none
     * @param sizeRefusal what it said instead of its size, which is 0 then; empty when it told
     * @param exported which map of which runtime it is; null when it is none
     * @param epoch when it was read, see {@link PathWatch#proves}
     * @param check what TEST UNIT READY, or else the family's checker, said
     */
    record Identified(
            LogicalUnit unit,
            UnitNames names,
            IdentityProfile profile,
            byte[] inquiryBytes,
            BlockLimits limits,
            String sizeRefusal,
            ExportedMap exported,
            long epoch,
            CheckOutcome check)
            implements ProbeResult {
        /** The same, with what another checker said. */
        Identified checked(CheckOutcome outcome) {
            return new Identified(unit, names, profile, inquiryBytes, limits, sizeRefusal, exported, epoch, outcome);
        }

        /** The same, read at another epoch. */
        Identified at(long when) {
            return new Identified(unit, names, profile, inquiryBytes, limits, sizeRefusal, exported, when, check);
        }

        /** The same, named by other rules. */
        Identified by(IdentityProfile other) {
            LogicalUnit named = new LogicalUnit(other.wwid(names), unit.vendor(), unit.product(), unit.revision(),
                    unit.serial(), unit.blockSize(), unit.blocks(), unit.limits());
            return new Identified(named, names, other, inquiryBytes, limits, sizeRefusal, exported, epoch, check);
        }

        /** Its INQUIRY fields with their blanks, for match tables. */
        Inquiry inquiry() {
            return names.inquiry();
        }

        /** Whether the unit told its size through this path. */
        boolean sized() {
            return sizeRefusal.isEmpty();
        }

        /** What tells it from other units. */
        Evidence evidence() {
            return new Evidence(unit.vendor(), unit.product(), unit.serial(), unit.blockSize(), unit.blocks(),
                    profile.isWorldwide(names), names.designators(), limits);
        }

        /** All that could be its identity, and why it is or is not. */
        List<IdentityCandidate> candidates() {
            return profile.candidates(names);
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
