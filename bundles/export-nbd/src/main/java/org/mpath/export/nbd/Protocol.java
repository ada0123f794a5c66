package org.mpath.export.nbd;

/**
 * Numbers of the NBD protocol (NetworkBlockDevice/nbd, doc/proto.md) that this server uses.
 */
final class Protocol {
    // ---- handshake ----

    static final long GREETING_MAGIC = 0x4e42444d41474943L; // NBDMAGIC
    static final long OPTION_MAGIC = 0x49484156454f5054L; // IHAVEOPT
    static final long OPTION_REPLY_MAGIC = 0x3e889045565a9L;

    static final int FIXED_NEWSTYLE = 1;
    static final int NO_ZEROES = 1 << 1;

    static final int CLIENT_FLAGS_BYTES = 4;
    static final int OPTION_HEADER_BYTES = 16;
    /** Zeroes after the answer to EXPORT_NAME, for clients that do not know better. */
    static final int EXPORT_NAME_PADDING_BYTES = 124;

    static final int OPT_EXPORT_NAME = 1;
    static final int OPT_ABORT = 2;
    static final int OPT_LIST = 3;
    static final int OPT_STARTTLS = 5;
    static final int OPT_INFO = 6;
    static final int OPT_GO = 7;
    static final int OPT_STRUCTURED_REPLY = 8;

    static final int REP_ACK = 1;
    static final int REP_SERVER = 2;
    static final int REP_INFO = 3;
    static final int REP_ERR_UNSUP = 0x8000_0001;
    static final int REP_ERR_INVALID = 0x8000_0003;
    static final int REP_ERR_UNKNOWN = 0x8000_0006;
    static final int REP_ERR_TOO_BIG = 0x8000_0009;

    static final int INFO_EXPORT = 0;
    static final int INFO_NAME = 1;
    static final int INFO_DESCRIPTION = 2;
    static final int INFO_BLOCK_SIZE = 3;

    // ---- transmission flags ----

    static final int HAS_FLAGS = 1;
    static final int READ_ONLY = 1 << 1;
    static final int SEND_FLUSH = 1 << 2;
    static final int SEND_FUA = 1 << 3;
    static final int SEND_TRIM = 1 << 5;
    static final int SEND_WRITE_ZEROES = 1 << 6;
    static final int SEND_DF = 1 << 7;
    static final int CAN_MULTI_CONN = 1 << 8;
    static final int SEND_FAST_ZERO = 1 << 11;

    // ---- transmission ----

    static final int REQUEST_MAGIC = 0x25609513;
    static final int SIMPLE_REPLY_MAGIC = 0x67446698;
    static final int STRUCTURED_REPLY_MAGIC = 0x668e33ef;
    static final int REQUEST_HEADER_BYTES = 28;

    static final int CMD_READ = 0;
    static final int CMD_WRITE = 1;
    static final int CMD_DISC = 2;
    static final int CMD_FLUSH = 3;
    static final int CMD_TRIM = 4;
    static final int CMD_WRITE_ZEROES = 6;

    static final int FLAG_FUA = 1;
    static final int FLAG_NO_HOLE = 1 << 1;
    static final int FLAG_DF = 1 << 2;
    static final int FLAG_FAST_ZERO = 1 << 4;

    static final int CHUNK_DONE = 1;
    static final int CHUNK_OFFSET_DATA = 1;
    static final int CHUNK_ERROR = 0x8001;

    // ---- limits of this server ----

    /** Longest option, in bytes. */
    static final int OPTION_BYTES_MAX = 64 * 1024;
    /** Longest export name, in bytes; the protocol's limit for strings. */
    static final int NAME_BYTES_MAX = 4096;
    /** Longest READ or WRITE, in bytes. */
    static final int REQUEST_BYTES_MAX = 32 * 1024 * 1024;

    private Protocol() {}

    /** A command for people. */
    static String commandName(int type) {
        return switch (type) {
            case CMD_READ -> "READ";
            case CMD_WRITE -> "WRITE";
            case CMD_DISC -> "DISC";
            case CMD_FLUSH -> "FLUSH";
            case CMD_TRIM -> "TRIM";
            case CMD_WRITE_ZEROES -> "WRITE_ZEROES";
            default -> "command " + type;
        };
    }
}
