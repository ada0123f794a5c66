package org.mpath.iscsi;

/** Operational keys with Yes or No, their default and rule (RFC 7143 13). */
public enum BooleanKey {
    INITIAL_R2T("InitialR2T", true),
    IMMEDIATE_DATA("ImmediateData", false),
    DATA_PDU_IN_ORDER("DataPDUInOrder", true),
    DATA_SEQUENCE_IN_ORDER("DataSequenceInOrder", true);

    private final String key;
    private final boolean or;

    BooleanKey(String key, boolean or) {
        this.key = key;
        this.or = or;
    }

    /** The key's name on the wire. */
    public String key() {
        return key;
    }

    /** What counts when the key is not sent: Yes for all. */
    public boolean unsaid() {
        return true;
    }

    /** Reads a value. */
    public boolean parse(String value) {
        return TextValue.bool(key, value);
    }

    /** The value to answer to an offer, which is the result. */
    public boolean answer(boolean offered, boolean own) {
        return or ? offered || own : offered && own;
    }

    /**
     * Checks an answer to one's own offer and answers the result.
     *
     * @throws MalformedPdu when the answer cannot come out of the rule
     */
    public boolean result(boolean offered, boolean answered) {
        if (offered == or && answered != offered) {
            throw new MalformedPdu(key + "=" + TextValue.of(answered) + " is no possible answer to the offered "
                    + TextValue.of(offered));
        }
        return answered;
    }
}
