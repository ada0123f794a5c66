package org.mpath.transport.iscsi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.mpath.iscsi.BooleanKey;
import org.mpath.iscsi.DigestKind;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.NumericKey;
import org.mpath.iscsi.SessionParameters;
import org.mpath.iscsi.TextBuilder;
import org.mpath.iscsi.TextKey;
import org.mpath.iscsi.TextValue;
import org.mpath.transport.iscsi.LoginRefused.Cause;

/** The initiator's side of the operational negotiation in one login (RFC 7143 13): offers, takes answers, answers offers. */
final class OperationalExchange {
    private final LoginTerms terms;
    private final Map<NumericKey, Integer> wantedNumbers = new EnumMap<>(NumericKey.class);
    private final Map<BooleanKey, Boolean> wantedBooleans = new EnumMap<>(BooleanKey.class);
    private final Map<NumericKey, Integer> numbers = new EnumMap<>(NumericKey.class);
    private final Map<BooleanKey, Boolean> booleans = new EnumMap<>(BooleanKey.class);
    private DigestKind headerDigest = DigestKind.NONE;
    private DigestKind dataDigest = DigestKind.NONE;
    private boolean headerDigestSettled;
    private boolean dataDigestSettled;
    private boolean offered;

    OperationalExchange(LoginTerms terms) {
        this.terms = terms;
        wantedNumbers.put(NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH, terms.receiveBytesMax());
        wantedNumbers.put(NumericKey.DEFAULT_TIME_TO_WAIT, 0);
        wantedNumbers.put(NumericKey.DEFAULT_TIME_TO_RETAIN, 0);
        wantedNumbers.put(NumericKey.ERROR_RECOVERY_LEVEL, 0);
        if (!terms.discovery()) {
            wantedNumbers.put(NumericKey.MAX_CONNECTIONS, 1);
            wantedNumbers.put(NumericKey.MAX_BURST_LENGTH, terms.maxBurst());
            wantedNumbers.put(NumericKey.FIRST_BURST_LENGTH, terms.firstBurst());
            wantedNumbers.put(NumericKey.MAX_OUTSTANDING_R2T, terms.maxOutstandingR2t());
            wantedBooleans.put(BooleanKey.INITIAL_R2T, false);
            wantedBooleans.put(BooleanKey.IMMEDIATE_DATA, true);
            wantedBooleans.put(BooleanKey.DATA_PDU_IN_ORDER, true);
            wantedBooleans.put(BooleanKey.DATA_SEQUENCE_IN_ORDER, true);
        }
    }

    /** Adds every offer, once. */
    void offer(TextBuilder text) {
        offered = true;
        offerDigest(text, TextKey.HEADER_DIGEST, terms.headerDigest(), headerDigestSettled);
        offerDigest(text, TextKey.DATA_DIGEST, terms.dataDigest(), dataDigestSettled);
        wantedBooleans.forEach((key, value) -> {
            if (!booleans.containsKey(key)) {
                text.add(key.key(), TextValue.of(value));
            }
        });
        wantedNumbers.forEach((key, value) -> {
            if (key.rule() == NumericKey.Rule.DECLARED || !numbers.containsKey(key)) {
                text.add(key.key(), value);
            }
        });
    }

    boolean offered() {
        return offered;
    }

    private static void offerDigest(TextBuilder text, String key, List<DigestKind> preference, boolean settled) {
        if (!settled) {
            text.add(key, DigestKind.offer(preference));
        }
    }

    /** Takes a key of the target: an answer to our offer, or an offer, whose answer is added to {@code answers}. */
    void take(String key, String value, TextBuilder answers) {
        switch (key) {
            case TextKey.HEADER_DIGEST -> {
                headerDigest = digest(key, value, terms.headerDigest(), answers);
                headerDigestSettled = true;
            }
            case TextKey.DATA_DIGEST -> {
                dataDigest = digest(key, value, terms.dataDigest(), answers);
                dataDigestSettled = true;
            }
            case "IFMarker", "OFMarker" -> answers.add(key, TextValue.NO);
            case "IFMarkInt", "OFMarkInt" -> answers.add(key, TextValue.REJECT);
            default -> takeOther(key, value, answers);
        }
    }

    private DigestKind digest(String key, String value, List<DigestKind> preference, TextBuilder answers) {
        if (offered) {
            if (noAnswer(value)) {
                throw new LoginRefused(Cause.REFUSED, "target answers " + key + "=" + value + " to "
                        + DigestKind.offer(preference));
            }
            return DigestKind.result(key, preference, value);
        }
        DigestKind chosen = DigestKind.choose(value, preference);
        if (chosen == null) {
            throw new LoginRefused(Cause.REFUSED, "target offers no " + key + " of " + DigestKind.offer(preference));
        }
        answers.add(key, chosen.wireName());
        return chosen;
    }

    private void takeOther(String key, String value, TextBuilder answers) {
        for (NumericKey numeric : NumericKey.values()) {
            if (numeric.key().equals(key)) {
                takeNumber(numeric, value, answers);
                return;
            }
        }
        for (BooleanKey bool : BooleanKey.values()) {
            if (bool.key().equals(key)) {
                takeBoolean(bool, value, answers);
                return;
            }
        }
        if (!noAnswer(value)) {
            answers.add(key, TextValue.NOT_UNDERSTOOD);
        }
    }

    private void takeNumber(NumericKey key, String value, TextBuilder answers) {
        if (noAnswer(value)) {
            return;
        }
        int number = key.parse(value);
        int wanted = wantedNumbers.getOrDefault(key, key.unsaid());
        if (key.rule() == NumericKey.Rule.DECLARED) {
            once(numbers.put(key, number), key.key());
        } else if (offered && wantedNumbers.containsKey(key)) {
            once(numbers.put(key, key.result(wanted, number)), key.key());
        } else {
            int result = key.answer(number, wanted);
            once(numbers.put(key, result), key.key());
            answers.add(key.key(), result);
        }
    }

    private void takeBoolean(BooleanKey key, String value, TextBuilder answers) {
        if (noAnswer(value)) {
            return;
        }
        boolean said = key.parse(value);
        boolean wanted = wantedBooleans.getOrDefault(key, key.unsaid());
        if (offered && wantedBooleans.containsKey(key)) {
            once(booleans.put(key, key.result(wanted, said)), key.key());
        } else {
            boolean result = key.answer(said, wanted);
            once(booleans.put(key, result), key.key());
            answers.add(key.key(), TextValue.of(result));
        }
    }

    private static void once(Object before, String key) {
        if (before != null) {
            throw new MalformedPdu("target negotiates " + key + " twice");
        }
    }

    private static boolean noAnswer(String value) {
        return TextValue.REJECT.equals(value) || TextValue.NOT_UNDERSTOOD.equals(value)
                || TextValue.IRRELEVANT.equals(value);
    }

    /** What came out; keys the target did not answer have the default of the RFC. */
    SessionParameters result() {
        requireDigest(TextKey.HEADER_DIGEST, headerDigest, terms.headerDigest());
        requireDigest(TextKey.DATA_DIGEST, dataDigest, terms.dataDigest());
        int maxBurst = number(NumericKey.MAX_BURST_LENGTH);
        return new SessionParameters(
                headerDigest == DigestKind.CRC32C,
                dataDigest == DigestKind.CRC32C,
                terms.receiveBytesMax(),
                number(NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH),
                maxBurst,
                Math.min(number(NumericKey.FIRST_BURST_LENGTH), maxBurst),
                booleans.getOrDefault(BooleanKey.INITIAL_R2T, true),
                booleans.getOrDefault(BooleanKey.IMMEDIATE_DATA, true),
                number(NumericKey.MAX_OUTSTANDING_R2T),
                number(NumericKey.DEFAULT_TIME_TO_WAIT),
                number(NumericKey.DEFAULT_TIME_TO_RETAIN));
    }

    private int number(NumericKey key) {
        return numbers.getOrDefault(key, key.unsaid());
    }

    private static void requireDigest(String key, DigestKind result, List<DigestKind> accepted) {
        if (!accepted.contains(result)) {
            throw new LoginRefused(Cause.REFUSED, "target does not use " + key + "=" + DigestKind.offer(accepted));
        }
    }
}
