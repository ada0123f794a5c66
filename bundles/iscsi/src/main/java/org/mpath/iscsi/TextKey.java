package org.mpath.iscsi;

/** Names of text keys that are not negotiated by a rule of their own (RFC 7143 12, 13). */
public final class TextKey {
    public static final String AUTH_METHOD = "AuthMethod";
    public static final String CHAP_ALGORITHM = "CHAP_A";
    public static final String CHAP_IDENTIFIER = "CHAP_I";
    public static final String CHAP_CHALLENGE = "CHAP_C";
    public static final String CHAP_NAME = "CHAP_N";
    public static final String CHAP_RESPONSE = "CHAP_R";
    public static final String HEADER_DIGEST = "HeaderDigest";
    public static final String DATA_DIGEST = "DataDigest";
    public static final String INITIATOR_NAME = "InitiatorName";
    public static final String INITIATOR_ALIAS = "InitiatorAlias";
    public static final String TARGET_NAME = "TargetName";
    public static final String TARGET_ALIAS = "TargetAlias";
    public static final String TARGET_ADDRESS = "TargetAddress";
    public static final String TARGET_PORTAL_GROUP_TAG = "TargetPortalGroupTag";
    public static final String SESSION_TYPE = "SessionType";
    public static final String SEND_TARGETS = "SendTargets";

    private TextKey() {}
}
