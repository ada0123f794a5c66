package org.mpath.export.nbd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes what the server says in the handshake (proto.md, "Option haggling" and "Option reply types"). */
final class OptionReplies {
    private static final int HEADER_BYTES = 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** What the server says first. */
    OptionReplies greeting() {
        return raw(ByteBuffer.allocate(18)
                .putLong(Protocol.GREETING_MAGIC)
                .putLong(Protocol.OPTION_MAGIC)
                .putShort((short) (Protocol.FIXED_NEWSTYLE | Protocol.NO_ZEROES)));
    }

    /** Accepts the option. */
    OptionReplies ack(int option) {
        return reply(option, Protocol.REP_ACK, new byte[0]);
    }

    /** Refuses the option with an error and a sentence. */
    OptionReplies error(int option, int error, String sentence) {
        return reply(option, error, sentence.getBytes(StandardCharsets.UTF_8));
    }

    /** One line of a list of exports. */
    OptionReplies server(Export export) {
        byte[] name = utf8(export.name());
        byte[] description = utf8(export.description());
        return reply(
                Protocol.OPT_LIST,
                Protocol.REP_SERVER,
                ByteBuffer.allocate(4 + name.length + description.length)
                        .putInt(name.length)
                        .put(name)
                        .put(description)
                        .array());
    }

    /** Size and transmission flags. */
    OptionReplies exportInfo(int option, Terms terms, boolean structured) {
        return reply(option, Protocol.REP_INFO, ByteBuffer.allocate(12)
                .putShort((short) Protocol.INFO_EXPORT)
                .putLong(terms.sizeBytes())
                .putShort((short) terms.flags(structured))
                .array());
    }

    /** The block sizes. */
    OptionReplies blockSizeInfo(int option, Terms terms) {
        return reply(option, Protocol.REP_INFO, ByteBuffer.allocate(14)
                .putShort((short) Protocol.INFO_BLOCK_SIZE)
                .putInt(terms.blockBytes())
                .putInt(terms.preferredBytes())
                .putInt(Protocol.REQUEST_BYTES_MAX)
                .array());
    }

    /** A text: the name or the description. */
    OptionReplies textInfo(int option, int info, String text) {
        byte[] bytes = utf8(text);
        return reply(
                option,
                Protocol.REP_INFO,
                ByteBuffer.allocate(2 + bytes.length).putShort((short) info).put(bytes).array());
    }

    /** The answer to EXPORT_NAME, which has no header. */
    OptionReplies exportName(Terms terms, boolean structured, boolean padded) {
        return raw(ByteBuffer.allocate(10 + (padded ? Protocol.EXPORT_NAME_PADDING_BYTES : 0))
                .putLong(terms.sizeBytes())
                .putShort((short) terms.flags(structured)));
    }

    /** All that was said. */
    byte[] bytes() {
        return out.toByteArray();
    }

    private OptionReplies reply(int option, int type, byte[] content) {
        raw(ByteBuffer.allocate(HEADER_BYTES)
                .putLong(Protocol.OPTION_REPLY_MAGIC)
                .putInt(option)
                .putInt(type)
                .putInt(content.length));
        out.write(content, 0, content.length);
        return this;
    }

    private OptionReplies raw(ByteBuffer bytes) {
        out.write(bytes.array(), 0, bytes.capacity());
        return this;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
