package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against values computed with openssl over identifier, secret and challenge. */
class ChapTest {
    private static final byte[] SECRET = "correct horse battery".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHALLENGE = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    private static String response(ChapAlgorithm algorithm) {
        byte[] response = Chap.response(algorithm, 0x17, SECRET, CHALLENGE);
        assertThat(response).hasSize(algorithm.responseBytes());
        return HexFormat.of().formatHex(response);
    }

    @Test
    void hashesIdentifierSecretAndChallenge() {
        assertThat(response(ChapAlgorithm.MD5)).isEqualTo("21193f037e447a0962a5e687c53dabff");
        assertThat(response(ChapAlgorithm.SHA1)).isEqualTo("4aee8ccc0fca31e6c631cccacc2bea6221aed9f5");
        assertThat(response(ChapAlgorithm.SHA256))
                .isEqualTo("5bfbc48b57fd9b2d9d06c56be7055ac17a619c3fb96be1ff06baff116c44d3b6");
        assertThat(response(ChapAlgorithm.SHA3_256))
                .isEqualTo("9b7761f543f0b4ce4b4ffc24e529603b8e856c796c60a7f8e87c56971562dd11");
    }

    @Test
    void comparesWholeResponses() {
        byte[] response = Chap.response(ChapAlgorithm.MD5, 1, SECRET, CHALLENGE);
        assertThat(Chap.equal(response, response.clone())).isTrue();
        byte[] other = response.clone();
        other[15] ^= 1;
        assertThat(Chap.equal(response, other)).isFalse();
        assertThat(Chap.equal(response, new byte[15])).isFalse();
    }

    @Test
    void knowsTheNumbersOfTheAlgorithms() {
        assertThat(ChapAlgorithm.numbered(5)).isEqualTo(ChapAlgorithm.MD5);
        assertThat(ChapAlgorithm.numbered(7)).isEqualTo(ChapAlgorithm.SHA256);
        assertThat(ChapAlgorithm.numbered(4)).isNull();
    }
}
