package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.Chap;
import org.mpath.iscsi.ChapAlgorithm;
import org.mpath.iscsi.DigestKind;
import org.mpath.iscsi.Isid;
import org.mpath.iscsi.LoginPdu;
import org.mpath.iscsi.LoginStatus;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.TextAssembly;
import org.mpath.iscsi.TextBuilder;
import org.mpath.iscsi.TextLimits;
import org.mpath.iscsi.TextValue;

/** The talk of a login, with the test as the target. */
class LoginExchangeTest {
    private static final Isid ISID = Isid.random(1, 2);
    private static final byte[] SECRET = "correct horse battery".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "staple correct horse!".getBytes(StandardCharsets.US_ASCII);
    private static final String CHALLENGE = "0x000102030405060708090a0b0c0d0e0f";

    private final ChallengeMemory memory = new ChallengeMemory();
    private LoginExchange exchange;
    private LoginStep asked;

    private static LoginTerms terms(Authentication authentication) {
        return new LoginTerms("iqn.2026-11.org.example:host", "iqn.2026-11.org.example:t1", ISID, authentication,
                List.of(DigestKind.NONE, DigestKind.CRC32C), List.of(DigestKind.NONE), 262_144, 262_144, 1 << 20, 8);
    }

    private static Authentication chap(boolean mutual) {
        return new Authentication(new ChapCredentials("me", SECRET), mutual ? new ChapCredentials("you", OTHER) : null,
                List.of(ChapAlgorithm.MD5, ChapAlgorithm.SHA256));
    }

    private LoginExchangeTest with(Authentication authentication) {
        exchange = new LoginExchange(terms(authentication), memory);
        asked = exchange.start();
        return this;
    }

    /** Keys of the last request. */
    private Map<String, String> keys() {
        TextAssembly text = new TextAssembly(TextLimits.LOGIN);
        text.add(ByteBuffer.wrap(asked.text()), 0, asked.text().length);
        return text.take().stream().collect(Collectors.toMap(pair -> pair.key(), pair -> pair.value()));
    }

    private static TextBuilder text(String... pairs) {
        TextBuilder text = new TextBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            text.add(pairs[i], pairs[i + 1]);
        }
        return text;
    }

    private void answer(int flags, int status, int tsih, TextBuilder text) {
        byte[] data = text.bytes();
        ByteBuffer pdu = ByteBuffer.allocate(Bhs.BYTES + data.length);
        LoginPdu.putResponse(pdu, 0, flags, asked.stage(), asked.nextStage(), ISID, tsih, 0, status);
        Bhs.putDataBytes(pdu, 0, data.length);
        pdu.put(Bhs.BYTES, data);
        asked = exchange.receive(pdu, 0, Bhs.BYTES, data.length);
    }

    /** Grants what was asked for. */
    private void grant(String... pairs) {
        answer(asked.transit() ? LoginPdu.TRANSIT : 0, 0, 9, text(pairs));
    }

    @Test
    void namesItselfAndTheTargetFirst() {
        with(Authentication.NONE);
        assertThat(asked.stage()).isEqualTo(LoginPdu.SECURITY);
        assertThat(asked.transit()).isTrue();
        assertThat(keys()).containsEntry("InitiatorName", "iqn.2026-11.org.example:host")
                .containsEntry("TargetName", "iqn.2026-11.org.example:t1").containsEntry("SessionType", "Normal")
                .containsEntry("AuthMethod", "None").hasSize(4);
    }

    @Test
    void agreesOnWhatTheTargetAnswersAndOnDefaultsForTheRest() {
        with(Authentication.NONE).grant("TargetPortalGroupTag", "5", "AuthMethod", "None");
        assertThat(asked.stage()).isEqualTo(LoginPdu.OPERATIONAL);
        assertThat(keys()).containsEntry("HeaderDigest", "None,CRC32C").containsEntry("DataDigest", "None")
                .containsEntry("InitialR2T", "No").containsEntry("ImmediateData", "Yes")
                .containsEntry("MaxOutstandingR2T", "8").containsEntry("ErrorRecoveryLevel", "0")
                .containsEntry("MaxRecvDataSegmentLength", "262144").containsEntry("MaxBurstLength", "1048576")
                .containsEntry("FirstBurstLength", "262144").containsEntry("DefaultTime2Wait", "0");
        grant("HeaderDigest", "CRC32C", "DataDigest", "None", "InitialR2T", "Yes", "MaxBurstLength", "65536",
                "FirstBurstLength", "131072", "MaxRecvDataSegmentLength", "0x4000", "DefaultTime2Wait", "3",
                "MaxOutstandingR2T", "NotUnderstood");
        assertThat(asked).isNull();
        LoginOutcome outcome = exchange.outcome();
        assertThat(outcome.portalGroupTag()).isEqualTo(5);
        assertThat(outcome.tsih()).isEqualTo(9);
        assertThat(outcome.authentication()).isEqualTo("None");
        assertThat(outcome.parameters().headerDigest()).isTrue();
        assertThat(outcome.parameters().dataDigest()).isFalse();
        assertThat(outcome.parameters().initialR2t()).isTrue();
        assertThat(outcome.parameters().immediateData()).as("default").isTrue();
        assertThat(outcome.parameters().maxBurst()).isEqualTo(65_536);
        assertThat(outcome.parameters().firstBurst()).as("never above MaxBurstLength").isEqualTo(65_536);
        assertThat(outcome.parameters().sendBytesMax()).isEqualTo(16_384);
        assertThat(outcome.parameters().maxOutstandingR2t()).as("default").isEqualTo(1);
        assertThat(outcome.parameters().timeToWaitSeconds()).isEqualTo(3);
    }

    @Test
    void answersWhatTheTargetOffers() {
        with(Authentication.NONE).grant("AuthMethod", "None");
        answer(0, 0, 9, text("X-org.example.size", "5", "IFMarker", "Yes", "OFMarkInt", "1~2", "iSCSIProtocolLevel", "1"));
        assertThat(keys()).containsEntry("X-org.example.size", "NotUnderstood").containsEntry("IFMarker", "No")
                .containsEntry("OFMarkInt", "Reject").containsEntry("iSCSIProtocolLevel", "NotUnderstood").hasSize(4);
        assertThat(asked.transit()).isTrue();
        grant();
        assertThat(exchange.outcome()).isNotNull();
    }

    @Test
    void putsTextTogetherThatComesInPieces() {
        with(Authentication.NONE).grant("AuthMethod", "None");
        answer(LoginPdu.CONTINUE, 0, 9, text("MaxBurstLength", "4096"));
        assertThat(asked.text()).isEmpty();
        assertThat(asked.transit()).isFalse();
        answer(0, 0, 9, text("HeaderDigest", "CRC32C"));
        grant();
        assertThat(exchange.outcome().parameters().maxBurst()).isEqualTo(4096);
        assertThat(exchange.outcome().parameters().headerDigest()).isTrue();
    }

    @Test
    void provesItselfByChap() {
        with(chap(false));
        assertThat(asked.transit()).isFalse();
        assertThat(keys()).containsEntry("AuthMethod", "CHAP,None");
        grant("AuthMethod", "CHAP");
        assertThat(keys()).containsEntry("CHAP_A", "5,7").hasSize(1);
        grant("CHAP_A", "7", "CHAP_I", "0x17", "CHAP_C", CHALLENGE);
        byte[] expected = Chap.response(ChapAlgorithm.SHA256, 0x17, SECRET, HexFormat.of().parseHex(CHALLENGE.substring(2)));
        assertThat(keys()).containsEntry("CHAP_N", "me").containsEntry("CHAP_R", TextValue.of(expected)).hasSize(2);
        assertThat(asked.transit()).isTrue();
        grant();
        grant();
        assertThat(exchange.outcome().authentication()).isEqualTo("CHAP");
        assertThat(exchange.outcome().challengeRepeated()).isFalse();
    }

    private void toChallenge() {
        with(chap(true)).grant("AuthMethod", "CHAP");
        grant("CHAP_A", "5", "CHAP_I", "1", "CHAP_C", CHALLENGE);
    }

    private String proof(byte[] secret) {
        byte[] challenge = TextValue.binary("CHAP_C", keys().get("CHAP_C"), 1024);
        assertThat(challenge).hasSizeGreaterThanOrEqualTo(16);
        return TextValue.of(Chap.response(ChapAlgorithm.MD5, Integer.parseInt(keys().get("CHAP_I")), secret, challenge));
    }

    @Test
    void letsTheTargetProveItselfToo() {
        toChallenge();
        grant("CHAP_N", "you", "CHAP_R", proof(OTHER));
        grant();
        assertThat(exchange.outcome().authentication()).isEqualTo("mutual CHAP");
    }

    @Test
    void offersNothingButChapWhenTheTargetMustProveItself() {
        with(chap(true));
        assertThat(keys()).containsEntry("AuthMethod", "CHAP");
        assertThatThrownBy(() -> grant("AuthMethod", "None")).isInstanceOf(LoginRefused.class)
                .hasMessageContaining("AuthMethod=None");
    }

    @Test
    void refusesATargetThatCannotProveItself() {
        toChallenge();
        String wrong = proof(SECRET);
        assertThatThrownBy(() -> grant("CHAP_N", "you", "CHAP_R", wrong)).isInstanceOf(LoginRefused.class)
                .hasMessageContaining("mutual CHAP secret of 'you'");
        toChallenge();
        assertThatThrownBy(this::grant).isInstanceOf(LoginRefused.class).hasMessageContaining("did not authenticate");
    }

    @Test
    void refusesItsOwnChallengeSentBack() {
        toChallenge();
        String ours = keys().get("CHAP_C");
        with(chap(true)).grant("AuthMethod", "CHAP"); // a second login, as in a reflection over another connection
        assertThatThrownBy(() -> grant("CHAP_A", "5", "CHAP_I", "1", "CHAP_C", ours)).isInstanceOf(LoginRefused.class)
                .hasMessageContaining("reflection");
    }

    @Test
    void noticesAChallengeItHasSeenBefore() {
        for (boolean repeated : new boolean[] {false, true}) {
            with(chap(false)).grant("AuthMethod", "CHAP");
            grant("CHAP_A", "5", "CHAP_I", "1", "CHAP_C", CHALLENGE);
            grant();
            grant();
            assertThat(exchange.outcome().challengeRepeated()).isEqualTo(repeated);
        }
    }

    @Test
    void refusesChapNonsense() {
        String[][] nonsense = {
            {"CHAP_A", "6", "CHAP_I", "1", "CHAP_C", CHALLENGE, "CHAP_A=6"},
            {"CHAP_A", "5", "CHAP_I", "256", "CHAP_C", CHALLENGE, "CHAP_I=256"},
            {"CHAP_A", "5", "CHAP_I", "1", "CHAP_C", "0x" + "00".repeat(1025), "CHAP_C"},
            {"CHAP_A", "5", "CHAP_I", "1", "CHAP_C", "0x", "CHAP_C"},
            {"CHAP_A", "5", "CHAP_I", "1", "CHAP_X", "0x00", "no CHAP_C"},
        };
        for (String[] each : nonsense) {
            with(chap(false)).grant("AuthMethod", "CHAP");
            String[] pairs = Arrays.copyOf(each, 6);
            assertThatThrownBy(() -> grant(pairs)).hasMessageContaining(each[6]);
        }
    }

    @Test
    void refusesAChallengeWhenNoChapIsConfigured() {
        with(Authentication.NONE);
        assertThatThrownBy(() -> grant("AuthMethod", "CHAP")).isInstanceOf(LoginRefused.class)
                .hasMessageContaining("AuthMethod=CHAP");
    }

    @Test
    void refusesAnswersThatNoOfferAllows() {
        String[][] wrong = {
            {"MaxBurstLength", "2097152", "MaxBurstLength=2097152"},
            {"MaxBurstLength", "1", "MaxBurstLength=1"},
            {"ErrorRecoveryLevel", "2", "ErrorRecoveryLevel=2"},
            {"DataDigest", "CRC32C", "DataDigest=CRC32C"},
            {"HeaderDigest", "Reject", "HeaderDigest=Reject"},
            {"ImmediateData", "yes", "ImmediateData=yes"},
            {"MaxRecvDataSegmentLength", "511", "MaxRecvDataSegmentLength=511"},
        };
        for (String[] each : wrong) {
            with(Authentication.NONE).grant("AuthMethod", "None");
            assertThatThrownBy(() -> grant(each[0], each[1])).as(each[2]).hasMessageContaining(each[2]);
        }
    }

    @Test
    void refusesStagesThatWereNotAskedFor() {
        with(chap(false));
        assertThatThrownBy(() -> answer(LoginPdu.TRANSIT, 0, 9, text("AuthMethod", "None")))
                .isInstanceOf(MalformedPdu.class).hasMessageContaining("stage");
        with(Authentication.NONE);
        assertThatThrownBy(() -> answer(LoginPdu.TRANSIT | LoginPdu.CONTINUE, 0, 9, text()))
                .isInstanceOf(MalformedPdu.class).hasMessageContaining("T and C");
    }

    @Test
    void saysWhyTheTargetRefuses() {
        with(Authentication.NONE);
        assertThatThrownBy(() -> answer(0, LoginStatus.NOT_FOUND, 0, text()))
                .hasMessage("login refused: target not found (0203h)");
        with(Authentication.NONE);
        assertThatThrownBy(() -> answer(0, LoginStatus.MOVED_PERMANENTLY, 0, text("TargetAddress", "[2001:db8::1]:3261")))
                .isInstanceOfSatisfying(LoginRefused.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(LoginRefused.Cause.REDIRECTED);
                    assertThat(refused.redirect()).isEqualTo(new Portal("2001:db8::1", 3261));
                });
    }
}
