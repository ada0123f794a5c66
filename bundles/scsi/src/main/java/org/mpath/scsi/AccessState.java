package org.mpath.scsi;

/** Asymmetric access states of a target port group (SPC-5 5.18.2). */
public enum AccessState {
    /** Commands run as fast as they can. Set by implicit and explicit transitions. */
    ACTIVE_OPTIMIZED(0x0, 0x01, "active/optimized"),
    /** Commands run, by a longer way. Set by implicit and explicit transitions. */
    ACTIVE_NON_OPTIMIZED(0x1, 0x02, "active/non-optimized"),
    /** Commands on the medium are refused until the group is activated. Set by implicit and explicit transitions. */
    STANDBY(0x2, 0x04, "standby"),
    /** Few commands are carried out; the group may come back. Set by implicit and explicit transitions. */
    UNAVAILABLE(0x3, 0x08, "unavailable"),
    /** It depends on the block; asked with REPORT REFERRALS. Set by implicit transitions only. */
    LBA_DEPENDENT(0x4, 0x10, "lba-dependent"),
    /** The ports are not reachable; a secondary state. */
    OFFLINE(0xe, 0x40, "offline"),
    /** Between two other states, for a time. */
    TRANSITIONING(0xf, 0x80, "transitioning");

    private static final AccessState[] BY_CODE = new AccessState[16];

    static {
        for (AccessState state : values()) {
            BY_CODE[state.code] = state;
        }
    }

    private final int code;
    private final int supportBit;
    private final String words;

    AccessState(int code, int supportBit, String words) {
        this.code = code;
        this.supportBit = supportBit;
        this.words = words;
    }

    /** The state of a code, of which the low four bits count; null when the standard reserves it. */
    public static AccessState of(int code) {
        return BY_CODE[code & 0x0f];
    }

    /** The state of its words; null when there is none. */
    public static AccessState ofWords(String words) {
        for (AccessState state : values()) {
            if (state.words.equals(words)) {
                return state;
            }
        }
        return null;
    }

    /** The code, 0 to 15. */
    public int code() {
        return code;
    }

    /** The bit that says that a group supports this state (SPC-5 table 259). */
    public int supportBit() {
        return supportBit;
    }

    /** The standard's words: {@code active/optimized}. */
    public String words() {
        return words;
    }
}
