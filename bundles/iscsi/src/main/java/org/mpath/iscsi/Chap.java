package org.mpath.iscsi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The computation of CHAP (RFC 1994 4.1, RFC 7143 12.1.3). */
public final class Chap {
    /** Longest challenge taken (RFC 7143 12.1.3). */
    public static final int CHALLENGE_BYTES_MAX = 1024;

    private Chap() {}

    /** Hash of identifier, secret and challenge. */
    public static byte[] response(ChapAlgorithm algorithm, int identifier, byte[] secret, byte[] challenge) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.digestName());
            digest.update((byte) identifier);
            digest.update(secret);
            return digest.digest(challenge);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm.digestName(), e);
        }
    }

    /** Whether two responses are equal, in a time that does not tell where they differ. */
    public static boolean equal(byte[] expected, byte[] received) {
        return MessageDigest.isEqual(expected, received);
    }
}
