package org.mpath.export.nbd;

import java.nio.ByteBuffer;

/**
 * The requests of one connection: as many as its cap, made when first needed, their reply headers in one direct slab.
 */
final class RequestPool {
    private final ByteBuffer slab;
    private final Request[] all;
    private final Request[] free;
    private int made;
    private int freeCount;

    /** @param slab room for {@code requestsMax} times {@link Request#REPLY_HEADER_BYTES_MAX} bytes */
    RequestPool(ByteBuffer slab, int requestsMax) {
        this.slab = slab;
        this.all = new Request[requestsMax];
        this.free = new Request[requestsMax];
    }

    /** Takes one; there is one as long as no more than the cap are out. */
    Request take() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        int bytes = Request.REPLY_HEADER_BYTES_MAX;
        Request request = new Request(slab.slice(made * bytes, bytes));
        all[made++] = request;
        return request;
    }

    void give(Request request) {
        request.live = false;
        free[freeCount++] = request;
    }

    /** How many were ever made; {@link #get} answers each of them. */
    int made() {
        return made;
    }

    Request get(int index) {
        return all[index];
    }
}
