package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.iscsi.KeyValue;
import org.mpath.iscsi.LoginPdu;
import org.mpath.iscsi.LoginStatus;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.TextAssembly;
import org.mpath.iscsi.TextBuilder;
import org.mpath.iscsi.TextKey;
import org.mpath.iscsi.TextLimits;
import org.mpath.iscsi.TextValue;
import org.mpath.scsi.Visible;
import org.mpath.transport.iscsi.LoginRefused.Cause;

/**
 * The talk of one login (RFC 7143 6.3), without the wire: {@link #start} says what to send first, {@link #receive} what
 * to send next, until {@link #outcome} is there.
 *
 * <p>The talk: names and AuthMethod in the security stage; there, when CHAP is agreed on, algorithms, challenge, response
 * and, for mutual CHAP, the target's response; then all operational keys at once in the operational stage. A target may
 * split its text over PDUs (C bit, answered with an empty request), may offer keys itself, and may stay in a stage for
 * some rounds; all of it is bounded.
 */
final class LoginExchange {
    private static final int ROUNDS_MAX = 32;
    private static final int TAG_UNKNOWN = -1;
    private static final byte[] NO_TEXT = {};

    /** What the next answer of the security stage is about. */
    private enum Step {
        METHOD,
        CHALLENGE,
        PROOF,
        SETTLED,
        OPERATIONAL
    }

    private final LoginTerms terms;
    private final ChapExchange chap;
    private final OperationalExchange operational;
    private final TextAssembly text = new TextAssembly(TextLimits.LOGIN);
    private Step step = Step.METHOD;
    private int rounds;
    private int portalGroupTag = TAG_UNKNOWN;
    private boolean chapAgreed;
    private LoginStep sent;
    private LoginOutcome outcome;

    LoginExchange(LoginTerms terms, ChallengeMemory memory) {
        this.terms = terms;
        this.chap = new ChapExchange(terms.authentication(), memory);
        this.operational = new OperationalExchange(terms);
    }

    /** The first request. */
    LoginStep start() {
        TextBuilder keys = new TextBuilder();
        keys.add(TextKey.INITIATOR_NAME, terms.initiatorName());
        if (terms.discovery()) {
            keys.add(TextKey.SESSION_TYPE, "Discovery");
        } else {
            keys.add(TextKey.SESSION_TYPE, "Normal").add(TextKey.TARGET_NAME, terms.targetName());
        }
        keys.add(TextKey.AUTH_METHOD, offeredMethods());
        return security(keys, !terms.authentication().chap());
    }

    /** One-way CHAP protects the target, so it may do without; mutual CHAP protects us. A discovery only lists names. */
    private String offeredMethods() {
        if (!terms.authentication().chap()) {
            return TextValue.NONE;
        }
        return terms.authentication().mutual() && !terms.discovery() ? "CHAP" : "CHAP,None";
    }

    /** What the login came to; null while it goes on. */
    LoginOutcome outcome() {
        return outcome;
    }

    /**
     * Takes a Login Response.
     *
     * @return what to send next; null when the login is done
     * @throws LoginRefused when it cannot go on
     * @throws MalformedPdu when the response breaks the protocol
     */
    LoginStep receive(ByteBuffer pdu, int at, int dataAt, int dataBytes) {
        if (++rounds > ROUNDS_MAX) {
            throw new MalformedPdu("login goes on for more than " + ROUNDS_MAX + " responses");
        }
        text.add(pdu, dataAt, dataBytes);
        int status = LoginPdu.status(pdu, at);
        if (status != LoginStatus.SUCCESS) {
            throw refusal(status);
        }
        checkHeader(pdu, at);
        if (LoginPdu.continues(pdu, at)) {
            if (LoginPdu.transits(pdu, at)) {
                throw new MalformedPdu("Login Response with both T and C bit");
            }
            return send(new LoginStep(sent.stage(), 0, false, NO_TEXT));
        }
        return next(LoginPdu.transits(pdu, at), LoginPdu.nextStage(pdu, at), LoginPdu.tsih(pdu, at));
    }

    private void checkHeader(ByteBuffer pdu, int at) {
        if (!LoginPdu.isid(pdu, at).equals(terms.isid())) {
            throw new MalformedPdu("Login Response for ISID " + LoginPdu.isid(pdu, at));
        }
        if (LoginPdu.stage(pdu, at) != sent.stage()) {
            throw new MalformedPdu("Login Response for stage " + LoginPdu.stage(pdu, at) + " in stage " + sent.stage());
        }
        if (LoginPdu.versionActive(pdu, at) != 0) {
            throw new MalformedPdu("Login Response with version " + LoginPdu.versionActive(pdu, at));
        }
    }

    private LoginRefused refusal(int status) {
        String sentence = "login refused: " + LoginStatus.text(status);
        if (LoginStatus.redirects(status)) {
            return redirect(sentence);
        }
        boolean identity =
                status == LoginStatus.AUTHENTICATION_FAILURE || status == LoginStatus.AUTHORIZATION_FAILURE;
        if (identity && !terms.authentication().chap()) {
            sentence += "; no CHAP user is configured";
        }
        return new LoginRefused(identity ? Cause.AUTHENTICATION : Cause.REFUSED, sentence);
    }

    private LoginRefused redirect(String sentence) {
        for (KeyValue pair : text.take()) {
            if (pair.key().equals(TextKey.TARGET_ADDRESS)) {
                return new LoginRefused(Cause.REDIRECTED, sentence + " to " + Visible.of(pair.value()),
                        TargetAddress.parse(pair.value()).portal());
            }
        }
        return new LoginRefused(Cause.REFUSED, sentence + " without a TargetAddress");
    }

    private LoginStep next(boolean transits, int nextStage, int tsih) {
        checkTransit(transits, nextStage);
        Map<String, String> keys = keys();
        TextBuilder answers = new TextBuilder();
        if (step == Step.OPERATIONAL) {
            return operational(transits, tsih, keys, answers);
        }
        security(keys, answers);
        if (!transits) {
            return security(answers, step != Step.CHALLENGE);
        }
        step = Step.OPERATIONAL;
        operational.offer(answers);
        return operationalRequest(answers);
    }

    private void checkTransit(boolean transits, int nextStage) {
        if (transits && (!sent.transit() || nextStage != sent.nextStage())) {
            throw new MalformedPdu("Login Response goes to stage " + nextStage + ", asked for was "
                    + (sent.transit() ? "stage " + sent.nextStage() : "none"));
        }
    }

    private void security(Map<String, String> keys, TextBuilder answers) {
        switch (step) {
            case METHOD -> step = method(keys, answers);
            case CHALLENGE -> {
                chap.answerChallenge(keys, answers);
                step = Step.PROOF;
            }
            case PROOF -> {
                chap.verifyTarget(keys);
                step = Step.SETTLED;
            }
            default -> { } // the target takes another round before it leaves the stage
        }
    }

    private Step method(Map<String, String> keys, TextBuilder answers) {
        String method = keys.get(TextKey.AUTH_METHOD);
        if ("CHAP".equals(method) && terms.authentication().chap()) {
            chapAgreed = true;
            chap.offerAlgorithms(answers);
            return Step.CHALLENGE;
        }
        boolean unsaid = method == null && !terms.authentication().chap();
        boolean none = TextValue.NONE.equals(method) && offeredMethods().contains(TextValue.NONE);
        if (!unsaid && !none) {
            throw new LoginRefused(Cause.AUTHENTICATION, "target answers AuthMethod="
                    + (method == null ? "nothing" : Visible.of(method)) + " to " + offeredMethods());
        }
        return Step.SETTLED;
    }

    private LoginStep operational(boolean transits, int tsih, Map<String, String> keys, TextBuilder answers) {
        keys.forEach((key, value) -> operational.take(key, value, answers));
        if (!transits) {
            return operationalRequest(answers);
        }
        if (!answers.isEmpty()) {
            throw new MalformedPdu("target offers keys and ends the login in one response");
        }
        if (tsih == 0 && !terms.discovery()) {
            throw new MalformedPdu("login done with TSIH 0");
        }
        outcome = new LoginOutcome(operational.result(), tsih, portalGroupTag, authenticationText(),
                chap.challengeRepeated());
        return null;
    }

    private String authenticationText() {
        if (!chapAgreed) {
            return TextValue.NONE;
        }
        return terms.authentication().mutual() ? "mutual CHAP" : "CHAP";
    }

    /** The keys of one answer, without those that only inform. */
    private Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        for (KeyValue pair : text.take()) {
            switch (pair.key()) {
                case TextKey.TARGET_PORTAL_GROUP_TAG ->
                    portalGroupTag = TextValue.number(pair.key(), pair.value(), 0, 65_535);
                case TextKey.TARGET_ALIAS, TextKey.TARGET_ADDRESS -> { }
                default -> {
                    if (keys.put(pair.key(), pair.value()) != null) {
                        throw new MalformedPdu("target sends " + pair.key() + " twice in one answer");
                    }
                }
            }
        }
        return keys;
    }

    private LoginStep security(TextBuilder keys, boolean transit) {
        return send(new LoginStep(LoginPdu.SECURITY, LoginPdu.OPERATIONAL, transit, keys.bytes()));
    }

    private LoginStep operationalRequest(TextBuilder keys) {
        return send(new LoginStep(LoginPdu.OPERATIONAL, LoginPdu.FULL_FEATURE, true, keys.bytes()));
    }

    private LoginStep send(LoginStep next) {
        sent = next;
        return next;
    }
}
