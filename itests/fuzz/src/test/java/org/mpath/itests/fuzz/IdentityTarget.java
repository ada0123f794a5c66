package org.mpath.itests.fuzz;

import java.util.Arrays;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.IdentityProfile;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.LinkIdentity;
import org.mpath.scsi.UnitNames;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.Wwid;

/**
 * Any bytes as VPD page 83h, and as 80h, and what each profile makes of them: an identity of printable characters that is
 * not too long, and is one of the candidates.
 */
public final class IdentityTarget {
    private static final Inquiry INQUIRY = Inquiry.disk("HITACHI", "HSG80", "1", 0);

    private IdentityTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        DeviceIdentification page = Hostile.parsed(DeviceIdentification::parse, as(0x83, input));
        UnitSerial serial = Hostile.parsed(UnitSerial::parse, as(0x80, input));
        if (page != null) {
            page.portGroup();
            expectWord(Wwid.of(page));
            LinkIdentity.of(INQUIRY, page, serial, 0, null).text();
        }
        for (IdentityProfile profile : IdentityProfile.values()) {
            expectOneOf(profile, new UnitNames(INQUIRY, page, serial));
            expectOneOf(profile, new UnitNames(INQUIRY, page, null));
            expectOneOf(profile, new UnitNames(INQUIRY, null, serial));
        }
    }

    private static void expectOneOf(IdentityProfile profile, UnitNames unit) {
        String wwid = profile.wwid(unit);
        expectWord(wwid);
        boolean chosen = profile.candidates(unit).stream().anyMatch(each -> each.chosen() && each.wwid().equals(wwid));
        if (!wwid.isEmpty() && !chosen) {
            throw new IllegalStateException(profile + " has no candidate for " + wwid);
        }
    }

    private static void expectWord(String wwid) {
        if (wwid.length() > Wwid.CHARACTERS_MAX || wwid.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalStateException("no identity: " + wwid);
        }
    }

    private static byte[] as(int code, byte[] input) {
        byte[] page = Arrays.copyOf(input, input.length);
        if (page.length > 1) {
            page[1] = (byte) code;
        }
        return page;
    }
}
