package org.mpath.export.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.mpath.scsi.Visible;

/**
 * The handshake of one client as a state machine without a channel: it says how many bytes it wants next, takes exactly
 * those, and answers what to send. Because nothing beyond the present element is ever read, nothing a client sends early
 * can be taken for something else later.
 */
final class Negotiation {
    private final Exports exports;
    private State state = State.CLIENT_FLAGS;
    private int wantedBytes = Protocol.CLIENT_FLAGS_BYTES;
    private int option;
    private boolean padded;
    private boolean structured;
    private Export export;
    private Terms terms;

    /** Where the handshake is. */
    enum State {
        /** The client's flags are next. */
        CLIENT_FLAGS,
        /** The header of an option is next. */
        OPTION_HEADER,
        /** The data of an option is next. */
        OPTION_DATA,
        /** Done: requests are next, once the reply is out. */
        TRANSMISSION,
        /** The client gave up: close, once the reply is out. */
        ABORTED
    }

    Negotiation(Exports exports) {
        this.exports = exports;
    }

    State state() {
        return state;
    }

    /** How many bytes {@link #accept} wants next, 1 to {@link Protocol#OPTION_BYTES_MAX}. */
    int wantedBytes() {
        return wantedBytes;
    }

    /** The chosen export. */
    Export export() {
        return export;
    }

    /** What the client was promised. */
    Terms terms() {
        return terms;
    }

    /** Whether replies are structured. */
    boolean structured() {
        return structured;
    }

    /**
     * Takes {@link #wantedBytes} bytes.
     *
     * @return what to send, perhaps nothing
     * @throws ProtocolViolation when the connection has to end
     */
    byte[] accept(ByteBuffer element) throws ProtocolViolation {
        return switch (state) {
            case CLIENT_FLAGS -> clientFlags(element.getInt());
            case OPTION_HEADER -> optionHeader(element);
            case OPTION_DATA -> option(element);
            default -> throw new IllegalStateException("handshake is over: " + state);
        };
    }

    private byte[] clientFlags(int flags) throws ProtocolViolation {
        if ((flags & ~(Protocol.FIXED_NEWSTYLE | Protocol.NO_ZEROES)) != 0) {
            throw new ProtocolViolation(String.format("client flags %08x have unknown bits", flags));
        }
        padded = (flags & Protocol.NO_ZEROES) == 0;
        expectOption();
        return new byte[0];
    }

    private byte[] optionHeader(ByteBuffer header) throws ProtocolViolation {
        long magic = header.getLong();
        option = header.getInt();
        long length = header.getInt() & 0xffff_ffffL;
        if (magic != Protocol.OPTION_MAGIC) {
            throw new ProtocolViolation(
                    String.format("option magic %016x is not %016x", magic, Protocol.OPTION_MAGIC));
        }
        if (length > Protocol.OPTION_BYTES_MAX) {
            throw new ProtocolViolation("option " + Integer.toUnsignedString(option) + " of " + length
                    + " bytes is longer than " + Protocol.OPTION_BYTES_MAX);
        }
        if (length == 0) {
            return option(ByteBuffer.allocate(0));
        }
        state = State.OPTION_DATA;
        wantedBytes = (int) length;
        return new byte[0];
    }

    private void expectOption() {
        state = State.OPTION_HEADER;
        wantedBytes = Protocol.OPTION_HEADER_BYTES;
    }

    private byte[] option(ByteBuffer content) throws ProtocolViolation {
        expectOption();
        OptionReplies replies = new OptionReplies();
        switch (option) {
            case Protocol.OPT_EXPORT_NAME -> exportName(content, replies);
            case Protocol.OPT_ABORT -> {
                replies.ack(option);
                state = State.ABORTED;
            }
            case Protocol.OPT_LIST -> list(content, replies);
            case Protocol.OPT_INFO, Protocol.OPT_GO -> info(content, replies);
            case Protocol.OPT_STRUCTURED_REPLY -> structuredReply(content, replies);
            case Protocol.OPT_STARTTLS -> replies.error(option, Protocol.REP_ERR_UNSUP, "this server has no TLS");
            default -> replies.error(
                    option, Protocol.REP_ERR_UNSUP, "unknown option " + Integer.toUnsignedString(option));
        }
        return replies.bytes();
    }

    private void exportName(ByteBuffer content, OptionReplies replies) throws ProtocolViolation {
        if (content.remaining() > Protocol.NAME_BYTES_MAX) {
            throw new ProtocolViolation(tooLongName(content.remaining()));
        }
        String name = text(content, content.remaining());
        Export found = exports.find(name);
        if (found == null) { // EXPORT_NAME has no way to say so
            throw new ProtocolViolation(noExport(name));
        }
        choose(found);
        replies.exportName(terms, structured, padded);
        state = State.TRANSMISSION;
    }

    private void list(ByteBuffer content, OptionReplies replies) {
        if (content.hasRemaining()) {
            replies.error(option, Protocol.REP_ERR_INVALID, "LIST has no data");
            return;
        }
        exports.all().forEach(replies::server);
        replies.ack(option);
    }

    private void structuredReply(ByteBuffer content, OptionReplies replies) {
        if (content.hasRemaining()) {
            replies.error(option, Protocol.REP_ERR_INVALID, "STRUCTURED_REPLY has no data");
            return;
        }
        structured = true;
        replies.ack(option);
    }

    private void info(ByteBuffer content, OptionReplies replies) {
        int nameBytes = content.remaining() >= 6 ? content.getInt() : -1;
        if (nameBytes < 0 || nameBytes > content.remaining() - 2) {
            replies.error(option, Protocol.REP_ERR_INVALID, "the name does not fit in the option");
            return;
        }
        if (nameBytes > Protocol.NAME_BYTES_MAX) {
            replies.error(option, Protocol.REP_ERR_TOO_BIG, tooLongName(nameBytes));
            return;
        }
        String name = text(content, nameBytes);
        int wishes = content.getShort() & 0xffff;
        if (content.remaining() != 2 * wishes) {
            replies.error(option, Protocol.REP_ERR_INVALID, wishes + " information requests do not fit in the option");
            return;
        }
        Export found = exports.find(name);
        if (found == null) {
            replies.error(option, Protocol.REP_ERR_UNKNOWN, noExport(name));
            return;
        }
        choose(found);
        describe(content, replies);
        replies.ack(option);
        if (option == Protocol.OPT_GO) {
            state = State.TRANSMISSION;
        }
    }

    private void choose(Export found) {
        export = found;
        terms = found.terms();
    }

    /** Answers each wish once, whatever their number. */
    private void describe(ByteBuffer wishes, OptionReplies replies) {
        int wished = 0;
        while (wishes.hasRemaining()) {
            int wish = wishes.getShort() & 0xffff;
            wished |= wish <= Protocol.INFO_BLOCK_SIZE ? 1 << wish : 0;
        }
        replies.exportInfo(option, terms, structured);
        if ((wished & 1 << Protocol.INFO_NAME) != 0) {
            replies.textInfo(option, Protocol.INFO_NAME, export.name());
        }
        if ((wished & 1 << Protocol.INFO_DESCRIPTION) != 0) {
            replies.textInfo(option, Protocol.INFO_DESCRIPTION, export.description());
        }
        if ((wished & 1 << Protocol.INFO_BLOCK_SIZE) != 0) {
            replies.blockSizeInfo(option, terms);
        }
    }

    private static String text(ByteBuffer content, int bytes) {
        byte[] text = new byte[bytes];
        content.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static String noExport(String name) {
        return name.isEmpty() ? "name an export: there is no default one" : "there is no map \"" + Visible.of(name) + '"';
    }

    private static String tooLongName(int bytes) {
        return "export name of " + bytes + " bytes is longer than " + Protocol.NAME_BYTES_MAX;
    }
}
