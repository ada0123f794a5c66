package org.mpath.itests.fuzz;

import java.util.List;
import java.util.function.Function;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HeldReservation;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.ModeSelect;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.RdacTransfer;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.RegisteredKeys;
import org.mpath.scsi.ReportLuns;
import org.mpath.scsi.ReservationRequest;
import org.mpath.scsi.SetTargetPortGroups;
import org.mpath.scsi.TargetPortGroups;
import org.mpath.scsi.Trespass;

/** Any bytes as the answer to each command that has one, and as the parameters that targets take. */
public final class AnswerTarget {
    private static final List<Function<byte[], ?>> PARSERS = List.of(
            Inquiry::parse, HdsInquiry::parse, ReadCapacity::parse10, ReadCapacity::parse16, ReportLuns::parse,
            ModeSense::parse6, ModeSense::parse10, ModeSelect::parse6, ModeSelect::parse10, RdacTransfer::parse,
            Trespass::parse, TargetPortGroups::parse, SetTargetPortGroups::parse, RegisteredKeys::parse, HeldReservation::parse,
            ReservationRequest::parse);

    private AnswerTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        Hostile.toEach(PARSERS, input);
    }
}
