package org.mpath.iscsi;

/** Hash functions of CHAP and their numbers (RFC 1994, IANA "PPP Authentication Algorithms"). */
public enum ChapAlgorithm {
    MD5(5, "MD5", 16),
    SHA1(6, "SHA-1", 20),
    SHA256(7, "SHA-256", 32),
    SHA3_256(8, "SHA3-256", 32);

    private final int number;
    private final String digestName;
    private final int responseBytes;

    ChapAlgorithm(int number, String digestName, int responseBytes) {
        this.number = number;
        this.digestName = digestName;
        this.responseBytes = responseBytes;
    }

    /** The number in CHAP_A. */
    public int number() {
        return number;
    }

    /** The name for {@link java.security.MessageDigest}. */
    public String digestName() {
        return digestName;
    }

    /** Length of a response. */
    public int responseBytes() {
        return responseBytes;
    }

    /** The algorithm of a number, or null. */
    public static ChapAlgorithm numbered(int number) {
        for (ChapAlgorithm algorithm : values()) {
            if (algorithm.number == number) {
                return algorithm;
            }
        }
        return null;
    }
}
