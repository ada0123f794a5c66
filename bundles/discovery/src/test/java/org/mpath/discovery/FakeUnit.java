package org.mpath.discovery;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.Provisioning;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.VpdPage;

/** A logical unit with canned answers. A test may replace any of them, also while paths are watched. */
final class FakeUnit {
    private static final byte[] NOTHING = {};

    /** An answer; null instead of one means silence. */
    record Reply(int status, byte[] data, byte[] sense) {
        static Reply good(byte[] data) {
            return new Reply(Status.GOOD, data, NOTHING);
        }

        static Reply status(int status) {
            return new Reply(status, NOTHING, NOTHING);
        }

        static Reply sense(SenseKey key, int asc, int ascq) {
            return new Reply(Status.CHECK_CONDITION, NOTHING, new Sense(key, asc, ascq).fixed());
        }

        /** This answer, given in spite of an error that the unit got over. */
        Reply recovered() {
            return new Reply(Status.CHECK_CONDITION, data, new Sense(SenseKey.RECOVERED_ERROR, 0x17, 0x01).fixed());
        }
    }

    static final Reply REFUSED = Reply.sense(SenseKey.ILLEGAL_REQUEST, 0x24, 0);
    static final Reply READY = Reply.good(new byte[0]);

    volatile Inquiry inquiry = Inquiry.disk("MPATH", "LAB-SYM", "0001", 0);
    volatile byte[] pages = new SupportedPages(List.of(0x00, 0x80, 0x83, 0xb0, 0xb2)).bytes();
    volatile byte[] identification;
    volatile byte[] serial = new UnitSerial("lab-0").bytes();
    volatile byte[] limits = new BlockLimits(false, 0, 0, 8192, 1024, 4096, 1, 1, 2048).bytes();
    volatile ReadCapacity capacity = new ReadCapacity(131_072, 512, 0, true, true);
    /** Asked before the canned answers; answers what they would when it answers {@code fallback}. */
    volatile Function<byte[], Reply> script = cdb -> FALLBACK;

    /** What is in a block. */
    volatile LongFunction<Reply> content = lba -> Reply.good(new byte[512]);

    static final Reply FALLBACK = Reply.status(-1);

    FakeUnit(String naaHex) {
        identity(naaHex);
    }

    void identity(String naaHex) {
        Designator naa = Designator.naa(HexFormat.of().parseHex(naaHex));
        identification = new DeviceIdentification(List.of(Designator.t10("MPATH", naaHex), naa)).bytes();
    }

    Reply answer(byte[] cdb) {
        Reply scripted = script.apply(cdb);
        if (scripted != FALLBACK) {
            return scripted;
        }
        return canned(cdb);
    }

    Reply canned(byte[] cdb) {
        return switch (CdbFields.opcode(cdb)) {
            case Opcode.TEST_UNIT_READY -> READY;
            case Opcode.INQUIRY -> CdbFields.vitalProductPage(cdb) ? page(cdb) : cut(cdb, inquiry.bytes());
            case Opcode.SERVICE_ACTION_IN_16 -> cut(cdb, capacity.bytes16());
            case Opcode.READ_CAPACITY_10 -> cut(cdb, capacity.bytes10());
            case Opcode.MODE_SENSE_6 -> mode(cdb);
            case Opcode.READ_10, Opcode.READ_16 -> content.apply(CdbFields.lba(cdb));
            default -> REFUSED;
        };
    }

    private Reply page(byte[] cdb) {
        byte[] page = switch (CdbFields.inquiryPage(cdb)) {
            case VpdPage.SUPPORTED_PAGES -> pages;
            case VpdPage.DEVICE_IDENTIFICATION -> identification;
            case VpdPage.UNIT_SERIAL -> serial;
            case VpdPage.BLOCK_LIMITS -> limits;
            case VpdPage.PROVISIONING -> new Provisioning(true, true, false, true, Provisioning.THIN).bytes();
            default -> null;
        };
        return page == null ? REFUSED : cut(cdb, page);
    }

    private static Reply mode(byte[] cdb) {
        ModeSense mode = new ModeSense(false, true, true);
        return cut(cdb, mode.bytes6(mode.cachingPage()));
    }

    private static Reply cut(byte[] cdb, byte[] answer) {
        return Reply.good(Arrays.copyOf(answer, (int) Math.min(answer.length, CdbFields.allocationLength(cdb))));
    }
}
