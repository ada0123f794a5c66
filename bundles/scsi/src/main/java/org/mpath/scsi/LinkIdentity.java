package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The identity of a unit by OpenBSD's rules ({@code struct devid}), where {@link Wwid} is by multipath-tools'. They differ:
 * here a designator's format and length do not count, EUI-64 and NAA of any kind go before T10, of several of one type the
 * last one is taken, and SCSI names and UUIDs are not looked at.
 *
 * @param type what kind of identity
 * @param bytes the identity; empty for {@link Type#NONE}
 */
public record LinkIdentity(Type type, byte[] bytes) {
    /** Kinds of identity; their order is that of OpenBSD's type codes, 0 to 5. */
    public enum Type {
        /** No identity: such a unit is never the same as another one. */
        NONE,
        /** NAA designator of VPD page 83h. */
        NAA,
        /** EUI-64 designator of VPD page 83h. */
        EUI,
        /** T10 vendor identification designator of VPD page 83h. */
        T10,
        /** Vendor, product and the serial number of VPD page 80h. */
        SERIAL,
        /** Node name that the transport knows. */
        WWN
    }

    /** No identity. */
    public static final LinkIdentity NONE = new LinkIdentity(Type.NONE, new byte[0]);

    /** Units that claim less than SCSI-2 are not asked for an identity. */
    private static final int VERSION_MIN = 2;

    /** Copies the bytes. */
    public LinkIdentity {
        bytes = bytes.clone();
    }

    /**
     * The identity of the unit behind a path: VPD page 83h, else page 80h, else, for LUN 0, the node name.
     *
     * @param page VPD page 83h; null when the unit does not list it
     * @param serial VPD page 80h; null when the unit does not list it
     * @param nodeName the transport's name of the node; null when it has none
     */
    public static LinkIdentity of(
            Inquiry inquiry, DeviceIdentification page, UnitSerial serial, long lun, byte[] nodeName) {
        if (inquiry.version() < VERSION_MIN) {
            return NONE;
        }
        LinkIdentity named = page == null ? NONE : of(page);
        if (named.type != Type.NONE) {
            return named;
        }
        if (serial != null && !serial.serial().isEmpty()) {
            String text = inquiry.paddedVendor() + inquiry.paddedProduct() + serial.serial();
            return new LinkIdentity(Type.SERIAL, text.getBytes(StandardCharsets.US_ASCII));
        }
        return lun == 0 && nodeName != null ? new LinkIdentity(Type.WWN, nodeName) : NONE;
    }

    /**
     * What page 83h gives: of the unit's own designators of type T10, EUI-64 and NAA the one with the highest type number,
     * the later one of two, and nothing that comes after the first NAA.
     */
    private static LinkIdentity of(DeviceIdentification page) {
        Designator best = null;
        for (Designator each : page.designators()) {
            boolean candidate = each.association() == Designator.ASSOCIATION_UNIT
                    && each.type() >= Designator.TYPE_T10
                    && each.type() <= Designator.TYPE_NAA;
            if (candidate && (best == null || each.type() >= best.type())) {
                best = each;
            }
            if (best != null && best.type() == Designator.TYPE_NAA) {
                break;
            }
        }
        return best == null ? NONE : new LinkIdentity(typeOf(best), best.bytes());
    }

    private static Type typeOf(Designator designator) {
        return switch (designator.type()) {
            case Designator.TYPE_NAA -> Type.NAA;
            case Designator.TYPE_EUI64 -> Type.EUI;
            default -> Type.T10;
        };
    }

    /** Whether both lead to one unit: neither is {@link Type#NONE}, and type, length and bytes are equal. */
    public boolean sameUnit(LinkIdentity other) {
        return type != Type.NONE && equals(other);
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Equal values; whether they are one unit is asked with {@link #sameUnit}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LinkIdentity that && type == that.type && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return type + " " + Hex.of(bytes);
    }
}
