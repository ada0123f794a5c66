package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/** Block contents that tell their address and version, so that a block at the wrong place is seen. */
final class Pattern {
    private Pattern() {}

    static void fill(ByteBuffer data, int offset, long lba, int blocks, int version) {
        for (int block = 0; block < blocks; block++) {
            for (int word = 0; word < Rig.BLOCK / 8; word++) {
                data.putLong(offset + block * Rig.BLOCK + word * 8, word(lba + block, word, version));
            }
        }
    }

    static void check(String what, ByteBuffer data, int offset, long lba, int blocks, int version) {
        for (int block = 0; block < blocks; block++) {
            for (int word = 0; word < Rig.BLOCK / 8; word++) {
                long found = data.getLong(offset + block * Rig.BLOCK + word * 8);
                long expected = word(lba + block, word, version);
                if (found != expected) {
                    assertThat(Long.toHexString(found)).as("%s: block %d word %d", what, lba + block, word)
                            .isEqualTo(Long.toHexString(expected));
                }
            }
        }
    }

    private static long word(long lba, int word, int version) {
        return lba << 28 ^ (long) version << 8 ^ word ^ 0x5a00_0000_0000_0000L;
    }
}
