package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

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
    /** By type: those of {@link Wwid}, and {@code n} for node names. */
    private static final String TYPE_CHARACTERS = "-321Sn";

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
        if (!hasAny(inquiry)) {
            return NONE;
        }
        Designator named = page == null ? null : best(page.ofUnit());
        if (named != null) {
            return of(named);
        }
        if (serial != null && !serial.serial().isEmpty()) {
            String text = inquiry.paddedVendor() + inquiry.paddedProduct() + serial.serial();
            return new LinkIdentity(Type.SERIAL, text.getBytes(StandardCharsets.US_ASCII));
        }
        return lun == 0 && nodeName != null ? new LinkIdentity(Type.WWN, nodeName) : NONE;
    }

    /** Whether a unit claims enough to be asked for an identity. */
    static boolean hasAny(Inquiry inquiry) {
        return inquiry.version() >= VERSION_MIN;
    }

    /**
     * What page 83h gives: of the unit's own designators of type T10, EUI-64 and NAA the one with the highest type number,
     * the later one of two, and nothing that comes after the first NAA. Null for none.
     */
    static Designator best(List<Designator> ofUnit) {
        Designator best = null;
        for (Designator each : ofUnit) {
            boolean candidate = type(each) != Type.NONE;
            if (candidate && (best == null || each.type() >= best.type())) {
                best = each;
            }
            if (best != null && best.type() == Designator.TYPE_NAA) {
                break;
            }
        }
        return best;
    }

    /** The identity that one designator gives; one of no length gives none. */
    static LinkIdentity of(Designator designator) {
        Type type = type(designator);
        return type == Type.NONE ? NONE : new LinkIdentity(type, designator.bytes());
    }

    private static Type type(Designator designator) {
        if (designator.length() == 0) {
            return Type.NONE;
        }
        return switch (designator.type()) {
            case Designator.TYPE_NAA -> Type.NAA;
            case Designator.TYPE_EUI64 -> Type.EUI;
            case Designator.TYPE_T10 -> Type.T10;
            default -> Type.NONE;
        };
    }

    /**
     * The identity in one word of at most {@link Wwid#CHARACTERS_MAX} characters, another one for each: the character of its
     * type and its digits; of one that is too long, its SHA-256. Empty for none.
     */
    public String text() {
        if (type == Type.NONE) {
            return "";
        }
        String digits = TYPE_CHARACTERS.charAt(type.ordinal()) + Hex.of(bytes);
        return digits.length() <= Wwid.CHARACTERS_MAX
                ? digits
                : TYPE_CHARACTERS.charAt(type.ordinal()) + "sha256." + Hex.of(digest());
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
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
