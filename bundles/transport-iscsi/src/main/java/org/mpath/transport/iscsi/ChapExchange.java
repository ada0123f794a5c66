package org.mpath.transport.iscsi;

import java.security.SecureRandom;
import java.util.Map;
import org.mpath.iscsi.Chap;
import org.mpath.iscsi.ChapAlgorithm;
import org.mpath.iscsi.TextBuilder;
import org.mpath.iscsi.TextKey;
import org.mpath.iscsi.TextValue;
import org.mpath.scsi.Visible;
import org.mpath.transport.iscsi.LoginRefused.Cause;

/** The initiator's side of CHAP in one login (RFC 7143 12.1.3). */
final class ChapExchange {
    private static final int CHALLENGE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Authentication authentication;
    private final ChallengeMemory memory;
    private ChapAlgorithm algorithm;
    private int ownIdentifier;
    private byte[] ownChallenge;
    private boolean repeated;

    ChapExchange(Authentication authentication, ChallengeMemory memory) {
        this.authentication = authentication;
        this.memory = memory;
    }

    /** Whether the target sent a challenge that this process has seen before. */
    boolean challengeRepeated() {
        return repeated;
    }

    void offerAlgorithms(TextBuilder text) {
        text.add(TextKey.CHAP_ALGORITHM, String.join(",", authentication.algorithms().stream()
                .map(offered -> Integer.toString(offered.number()))
                .toList()));
    }

    /** Answers the target's challenge, and sends our own when the target must prove itself too. */
    void answerChallenge(Map<String, String> keys, TextBuilder text) {
        algorithm = chosen(required(keys, TextKey.CHAP_ALGORITHM));
        int identifier =
                TextValue.number(TextKey.CHAP_IDENTIFIER, required(keys, TextKey.CHAP_IDENTIFIER), 0, 255);
        byte[] challenge = TextValue.binary(
                TextKey.CHAP_CHALLENGE, required(keys, TextKey.CHAP_CHALLENGE), Chap.CHALLENGE_BYTES_MAX);
        if (memory.isOurs(challenge)) {
            throw new LoginRefused(Cause.AUTHENTICATION, "target sent our own CHAP challenge back (reflection)");
        }
        repeated = memory.repeated(challenge);
        text.add(TextKey.CHAP_NAME, authentication.initiator().name());
        text.add(TextKey.CHAP_RESPONSE,
                TextValue.of(authentication.initiator().response(algorithm, identifier, challenge)));
        if (authentication.mutual()) {
            ownIdentifier = RANDOM.nextInt(256);
            ownChallenge = new byte[CHALLENGE_BYTES];
            RANDOM.nextBytes(ownChallenge);
            memory.addOurs(ownChallenge);
            text.add(TextKey.CHAP_IDENTIFIER, ownIdentifier);
            text.add(TextKey.CHAP_CHALLENGE, TextValue.of(ownChallenge));
        }
    }

    /** Checks the target's proof when one is wanted. */
    void verifyTarget(Map<String, String> keys) {
        if (!authentication.mutual()) {
            return;
        }
        if (!keys.containsKey(TextKey.CHAP_RESPONSE) || !keys.containsKey(TextKey.CHAP_NAME)) {
            throw new LoginRefused(Cause.AUTHENTICATION, "target did not authenticate itself, mutual CHAP is configured");
        }
        String name = keys.get(TextKey.CHAP_NAME);
        if (!name.equals(authentication.target().name())) {
            throw new LoginRefused(Cause.AUTHENTICATION, "target authenticates as '" + Visible.of(name)
                    + "', configured is '" + authentication.target().name() + "'");
        }
        byte[] response = TextValue.binary(
                TextKey.CHAP_RESPONSE, keys.get(TextKey.CHAP_RESPONSE), Chap.CHALLENGE_BYTES_MAX);
        if (!Chap.equal(authentication.target().response(algorithm, ownIdentifier, ownChallenge), response)) {
            throw new LoginRefused(Cause.AUTHENTICATION,
                    "target does not know the mutual CHAP secret of '" + authentication.target().name() + "'");
        }
    }

    private ChapAlgorithm chosen(String value) {
        ChapAlgorithm answered = ChapAlgorithm.numbered(TextValue.number(TextKey.CHAP_ALGORITHM, value, 0, 255));
        if (answered == null || !authentication.algorithms().contains(answered)) {
            throw new LoginRefused(Cause.AUTHENTICATION, "target chose CHAP_A=" + Visible.of(value)
                    + ", which was not offered");
        }
        return answered;
    }

    private static String required(Map<String, String> keys, String key) {
        String value = keys.get(key);
        if (value == null) {
            throw new LoginRefused(Cause.AUTHENTICATION, "target sent no " + key + " in its CHAP answer");
        }
        return value;
    }
}
