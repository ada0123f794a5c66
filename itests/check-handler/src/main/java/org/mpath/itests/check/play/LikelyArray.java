package org.mpath.itests.check.play;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;
import org.mpath.scsi.VpdPage;

/**
 * An array that nobody knows: what the standards describe it answers by them, what is the vendor's it answers in the form
 * of the standards, with chance inside. Paths with an even number lead to target port group 1, the others to 2.
 */
public final class LikelyArray implements ArrayScript {
    private static final int TPGS_BOTH = 3;
    private static final int PAGE_BYTES_MAX = 252;
    private static final int ALL_STATES = 0xdf;

    private final HandlerMatch words;
    private final Random chance;
    private final Map<Integer, AccessState> groups = new TreeMap<>(
            Map.of(1, AccessState.ACTIVE_OPTIMIZED, 2, AccessState.STANDBY));

    /** An array that the family may claim. */
    public LikelyArray(HardwareHandlerFactory factory, Random chance) {
        this.words = factory.matches().stream().findFirst().orElse(new HandlerMatch("MPATH", "UNKNOWN"));
        this.chance = chance;
    }

    @Override
    public Reply reply(Sent sent) {
        int group = 1 + sent.path().number() % 2;
        return switch (sent.opcode()) {
            case Opcode.INQUIRY -> inquiry(sent, group);
            case Opcode.MODE_SENSE_6 -> Reply.data(modePage(sent, 4, 0));
            case Opcode.MODE_SENSE_10 -> Reply.data(modePage(sent, 8, 1));
            case Opcode.MAINTENANCE_IN -> Reply.data(report((sent.cdb()[1] & 0x20) != 0));
            case Opcode.MAINTENANCE_OUT -> {
                groups.replaceAll((number, state) ->
                        number == group ? AccessState.ACTIVE_OPTIMIZED : AccessState.STANDBY);
                yield Reply.GOOD;
            }
            default -> sent.reads() ? Reply.data(random(Math.min(sent.bytes(), PAGE_BYTES_MAX))) : Reply.GOOD;
        };
    }

    private Reply inquiry(Sent sent, int group) {
        if ((sent.cdb()[1] & 1) == 0) {
            return Reply.data(Inquiry.disk(words.vendor(), words.product(), "1", TPGS_BOTH).bytes());
        }
        int page = sent.cdb()[2] & 0xff;
        return Reply.data(switch (page) {
            case VpdPage.DEVICE_IDENTIFICATION -> new DeviceIdentification(List.of(Designator.portGroup(group))).bytes();
            case VpdPage.SUPPORTED_PAGES -> HexFormat.of().parseHex("000000088083c0c2c4c8c900");
            default -> vitalPage(page, Math.min(sent.bytes() - VpdPage.HEADER_BYTES, PAGE_BYTES_MAX));
        });
    }

    private byte[] vitalPage(int page, int payload) {
        byte[] bytes = random(VpdPage.HEADER_BYTES + Math.max(0, payload));
        bytes[0] = 0;
        bytes[1] = (byte) page;
        bytes[2] = 0;
        bytes[3] = (byte) Math.max(0, payload);
        return bytes;
    }

    private byte[] modePage(Sent sent, int header, int lengthAt) {
        int payload = Math.min(Math.max(2, sent.bytes() - header), PAGE_BYTES_MAX - header);
        byte[] bytes = random(header + payload);
        Arrays.fill(bytes, 0, header, (byte) 0);
        bytes[lengthAt] = (byte) (header + payload - lengthAt - 1);
        bytes[header] = (byte) (sent.cdb()[2] & 0x3f);
        bytes[header + 1] = (byte) (payload - 2);
        return bytes;
    }

    private byte[] report(boolean extended) {
        List<TargetPortGroup> all = groups.entrySet().stream()
                .map(entry -> new TargetPortGroup(
                        entry.getKey(), entry.getValue(), false, ALL_STATES, 0, List.of(entry.getKey())))
                .toList();
        return (extended ? TargetPortGroups.extended(all, 0) : TargetPortGroups.plain(all)).bytes();
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[Math.max(0, count)];
        chance.nextBytes(bytes);
        return bytes;
    }
}
