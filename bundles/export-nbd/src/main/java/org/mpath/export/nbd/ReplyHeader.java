package org.mpath.export.nbd;

import java.nio.ByteBuffer;

/**
 * Encodes replies of the transmission phase into {@link Request#reply} (proto.md, "Simple reply message" and "Structured
 * reply chunk message"); allocates nothing.
 */
final class ReplyHeader {
    private static final int CHUNK_HEADER_BYTES = 20;
    private static final int ERROR_FIELDS_BYTES = 6;
    private static final int OFFSET_BYTES = 8;
    private static final int MESSAGE_BYTES_MAX =
            Request.REPLY_HEADER_BYTES_MAX - CHUNK_HEADER_BYTES - ERROR_FIELDS_BYTES;

    private ReplyHeader() {}

    /** Encodes the reply, without data, for the request's outcome. */
    static void encode(Request request, boolean structured) {
        ByteBuffer out = request.reply.clear();
        if (!structured || (request.error == 0 && request.type != Protocol.CMD_READ)) {
            simple(out, request);
        } else if (request.error == 0) {
            chunk(out, request, Protocol.CHUNK_OFFSET_DATA, OFFSET_BYTES + (int) request.length);
            out.putLong(request.offset);
        } else {
            error(out, request);
        }
        out.flip();
    }

    private static void simple(ByteBuffer out, Request request) {
        out.putInt(Protocol.SIMPLE_REPLY_MAGIC).putInt(request.error).putLong(request.cookie);
    }

    private static void error(ByteBuffer out, Request request) {
        String message = request.message == null ? "" : request.message;
        int messageBytes = Math.min(message.length(), MESSAGE_BYTES_MAX);
        chunk(out, request, Protocol.CHUNK_ERROR, ERROR_FIELDS_BYTES + messageBytes);
        out.putInt(request.error).putShort((short) messageBytes);
        for (int i = 0; i < messageBytes; i++) {
            char c = message.charAt(i);
            out.put((byte) (c >= ' ' && c <= '~' ? c : '?'));
        }
    }

    /** The one and final chunk of a reply. */
    private static void chunk(ByteBuffer out, Request request, int type, int payloadBytes) {
        out.putInt(Protocol.STRUCTURED_REPLY_MAGIC)
                .putShort((short) Protocol.CHUNK_DONE)
                .putShort((short) type)
                .putLong(request.cookie)
                .putInt(payloadBytes);
    }
}
