package org.mpath.iscsi;

/** Operational keys with a number, their range, default and rule (RFC 7143 13). */
public enum NumericKey {
    MAX_CONNECTIONS("MaxConnections", Rule.MINIMUM, 1, 65_535, 1),
    MAX_RECV_DATA_SEGMENT_LENGTH("MaxRecvDataSegmentLength", Rule.DECLARED, 512, Bhs.DATA_BYTES_MAX, 8192),
    MAX_BURST_LENGTH("MaxBurstLength", Rule.MINIMUM, 512, Bhs.DATA_BYTES_MAX, 262_144),
    FIRST_BURST_LENGTH("FirstBurstLength", Rule.MINIMUM, 512, Bhs.DATA_BYTES_MAX, 65_536),
    DEFAULT_TIME_TO_WAIT("DefaultTime2Wait", Rule.MAXIMUM, 0, 3600, 2),
    DEFAULT_TIME_TO_RETAIN("DefaultTime2Retain", Rule.MINIMUM, 0, 3600, 20),
    MAX_OUTSTANDING_R2T("MaxOutstandingR2T", Rule.MINIMUM, 1, 65_535, 1),
    ERROR_RECOVERY_LEVEL("ErrorRecoveryLevel", Rule.MINIMUM, 0, 2, 0);

    /** How two values become one. */
    public enum Rule {
        /** The smaller one. */
        MINIMUM,
        /** The larger one. */
        MAXIMUM,
        /** None: each side states its own. */
        DECLARED
    }

    private final String key;
    private final Rule rule;
    private final int min;
    private final int max;
    private final int unsaid;

    NumericKey(String key, Rule rule, int min, int max, int unsaid) {
        this.key = key;
        this.rule = rule;
        this.min = min;
        this.max = max;
        this.unsaid = unsaid;
    }

    /** The key's name on the wire. */
    public String key() {
        return key;
    }

    /** How two values become one. */
    public Rule rule() {
        return rule;
    }

    /** What counts when the key is not sent. */
    public int unsaid() {
        return unsaid;
    }

    /** Reads a value; refuses one out of range. */
    public int parse(String value) {
        return TextValue.number(key, value, min, max);
    }

    /** The value to answer to an offer, which is the result; for a declared key the answer is one's own value. */
    public int answer(int offered, int own) {
        return switch (rule) {
            case MINIMUM -> Math.min(offered, own);
            case MAXIMUM -> Math.max(offered, own);
            case DECLARED -> own;
        };
    }

    /**
     * Checks an answer to one's own offer and answers the result.
     *
     * @throws MalformedPdu when the answer cannot come out of the rule
     */
    public int result(int offered, int answered) {
        boolean possible = switch (rule) {
            case MINIMUM -> answered <= offered;
            case MAXIMUM -> answered >= offered;
            case DECLARED -> true;
        };
        if (!possible) {
            throw new MalformedPdu(key + "=" + answered + " is no possible answer to the offered " + offered);
        }
        return answered;
    }
}
