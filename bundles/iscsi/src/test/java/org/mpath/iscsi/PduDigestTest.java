package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The CRC examples of RFC 7143 appendix A.4, as the bytes go on the wire. */
class PduDigestTest {
    private final PduDigest digest = new PduDigest();

    private String of(byte[] bytes) {
        return "%08x".formatted(digest.of(ByteBuffer.wrap(bytes), 0, bytes.length));
    }

    private static byte[] counted(int first, int step) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (first + i * step);
        }
        return bytes;
    }

    @Test
    void computesTheExamplesOfTheRfc() {
        assertThat(of(counted(0, 0))).isEqualTo("aa36918a");
        assertThat(of(counted(0xff, 0))).isEqualTo("43aba862");
        assertThat(of(counted(0, 1))).isEqualTo("4e79dd46");
        assertThat(of(counted(31, -1))).isEqualTo("5cdb3f11");
        assertThat(of(HexFormat.of().parseHex("01c00000" + "00".repeat(12) + "14000000" + "00000400"
                + "00000014" + "00000018" + "28000000" + "00000000" + "02000000" + "00000000"))).isEqualTo("563a96d9");
    }

    @Test
    void piecesAndPaddingGiveTheDigestOfTheWhole() {
        byte[] bytes = counted(1, 3);
        ByteBuffer view = ByteBuffer.allocateDirect(40);
        view.put(0, bytes, 0, 29);
        digest.begin();
        digest.add(view, 0, 7);
        digest.add(view, 7, 22);
        digest.addZeros(3);
        int pieces = digest.wireValue();
        bytes[29] = bytes[30] = bytes[31] = 0;
        assertThat("%08x".formatted(pieces)).isEqualTo(of(bytes));
    }
}
