package org.mpath.itests.fuzz;

import java.util.List;
import java.util.function.Function;
import org.mpath.scsi.MalformedResponse;

/** Bytes of a peer in front of parsers, which may refuse them with {@link MalformedResponse} and with nothing else. */
final class Hostile {
    private Hostile() {}

    /** Gives the same bytes to all of them. */
    static void toEach(List<Function<byte[], ?>> parsers, byte[] input) {
        parsers.forEach(parser -> parsed(parser, input));
    }

    /** What a parser makes of bytes, asked for its words too; null when it refused them. */
    static <T> T parsed(Function<byte[], T> parser, byte[] input) {
        try {
            T result = parser.apply(input);
            result.toString();
            return result;
        } catch (MalformedResponse refused) {
            return null;
        }
    }
}
