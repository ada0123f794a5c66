package org.mpath.iscsi;

import java.util.List;
import org.mpath.scsi.Visible;

/** The digests there are (RFC 7143 13.1). */
public enum DigestKind {
    NONE(TextValue.NONE),
    CRC32C("CRC32C");

    private final String wireName;

    DigestKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** The digest of a name, or null. */
    public static DigestKind named(String name) {
        for (DigestKind kind : values()) {
            if (kind.wireName.equals(name)) {
                return kind;
            }
        }
        return null;
    }

    /** A list in order of preference as it is offered. */
    public static String offer(List<DigestKind> preference) {
        return String.join(",", preference.stream().map(DigestKind::wireName).toList());
    }

    /** The first of an offered list that {@code accepted} has, or null: then the answer is Reject (RFC 7143 6.2.1). */
    public static DigestKind choose(String offered, List<DigestKind> accepted) {
        for (String name : TextValue.list(offered)) {
            DigestKind kind = named(name);
            if (kind != null && accepted.contains(kind)) {
                return kind;
            }
        }
        return null;
    }

    /**
     * Checks an answer to one's own offer.
     *
     * @throws MalformedPdu when it was not offered; names key and value
     */
    public static DigestKind result(String key, List<DigestKind> offered, String answered) {
        DigestKind kind = named(answered);
        if (kind == null || !offered.contains(kind)) {
            throw new MalformedPdu(key + "=" + Visible.of(answered) + " is no possible answer to the offered "
                    + offer(offered));
        }
        return kind;
    }
}
