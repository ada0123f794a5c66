package org.mpath.transport.iscsi;

import java.util.Arrays;
import org.mpath.iscsi.Chap;
import org.mpath.iscsi.ChapAlgorithm;

/** A name and its secret. The secret leaves this class only hashed. */
final class ChapCredentials {
    private final String name;
    private final byte[] secret;

    /** Takes a copy of the secret. */
    ChapCredentials(String name, byte[] secret) {
        this.name = name;
        this.secret = secret.clone();
    }

    String name() {
        return name;
    }

    int secretBytes() {
        return secret.length;
    }

    /** The response to a challenge. */
    byte[] response(ChapAlgorithm algorithm, int identifier, byte[] challenge) {
        return Chap.response(algorithm, identifier, secret, challenge);
    }

    boolean sameSecret(ChapCredentials other) {
        return Chap.equal(secret, other.secret);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChapCredentials that && name.equals(that.name) && sameSecret(that);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return name + ":***";
    }
}
