package org.mpath.export.nbd;

/** Which requests a client may make, by the terms of its connection (proto.md, "Request types" and "Error values"). */
final class RequestRules {
    private static final int NOT_OFFERED = -1;

    private RequestRules() {}

    /**
     * Checks a request by its header and fails it with an error and a sentence when it may not run. Allocates nothing.
     */
    static void apply(Request request, Terms terms, boolean structured) {
        int allowedFlags = allowedFlags(request.type, terms, structured);
        if (allowedFlags == NOT_OFFERED) {
            request.fail(ErrorTable.EINVAL, "the export does not offer this command");
        } else if ((request.flags & ~allowedFlags) != 0) {
            request.fail(ErrorTable.EINVAL, "a flag is set that this command does not have");
        } else if (request.type == Protocol.CMD_FLUSH) {
            if (request.offset != 0 || request.length != 0) {
                request.fail(ErrorTable.EINVAL, "offset and length of a flush are not 0");
            }
        } else if (terms.readOnly() && request.type != Protocol.CMD_READ) {
            request.fail(ErrorTable.EPERM, "the export is read-only");
        } else {
            applyRange(request, terms);
        }
    }

    /**
     * The flags a command may carry, or {@link #NOT_OFFERED}. A read-only export knows all commands, to refuse them.
     */
    private static int allowedFlags(int type, Terms terms, boolean structured) {
        return switch (type) {
            case Protocol.CMD_READ -> Protocol.FLAG_FUA | (structured ? Protocol.FLAG_DF : 0);
            case Protocol.CMD_WRITE, Protocol.CMD_FLUSH -> Protocol.FLAG_FUA;
            case Protocol.CMD_TRIM -> terms.limits().unmap() || terms.readOnly() ? Protocol.FLAG_FUA : NOT_OFFERED;
            case Protocol.CMD_WRITE_ZEROES -> Protocol.FLAG_FUA
                    | Protocol.FLAG_NO_HOLE
                    | (terms.writesZeroesFast() ? Protocol.FLAG_FAST_ZERO : 0);
            default -> NOT_OFFERED;
        };
    }

    private static void applyRange(Request request, Terms terms) {
        if (request.length == 0) {
            request.fail(ErrorTable.EINVAL, "the length is 0");
        } else if (request.hasBuffers() && request.length > Protocol.REQUEST_BYTES_MAX) {
            request.fail(ErrorTable.EINVAL, "the length is above 33554432");
        } else if (request.offset < 0 || request.offset > terms.sizeBytes() - request.length) {
            // the offset is unsigned on the wire: a negative one is beyond any end
            boolean writes = request.type == Protocol.CMD_WRITE || request.type == Protocol.CMD_WRITE_ZEROES;
            request.fail(writes ? ErrorTable.ENOSPC : ErrorTable.EINVAL, "the range ends beyond the export");
        } else if (((request.offset | request.length) & (terms.blockBytes() - 1)) != 0) {
            request.fail(ErrorTable.EINVAL, "offset or length is not a multiple of the logical block");
        }
    }
}
