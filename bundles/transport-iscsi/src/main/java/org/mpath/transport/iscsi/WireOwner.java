package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;

/**
 * Takes what a wire brings. Reactor thread. What these methods throw as {@link org.mpath.iscsi.MalformedPdu} or
 * {@link LoginRefused} makes the wire close itself and say so in {@link #wireLost}.
 */
interface WireOwner {
    /** The connection is established. */
    void connected();

    /** A whole PDU that is no Data-In: its header at {@code at}, its data segment at {@code dataAt}. */
    void received(ByteBuffer staged, int at, int dataAt, int dataBytes);

    /** A Data-In header; answers where its data go. Checks that they fit. */
    Landing dataIn(ByteBuffer staged, int at, int dataBytes);

    /** All data of the last Data-In have landed and their digest was right. */
    void dataInLanded();

    /** Puts what there is to send into the outbox, as far as it has room. Called before each write. */
    void fill(Outbox outbox);

    /** The wire closed itself: the peer, the network or the peer's bytes were at fault. */
    void wireLost(RuntimeException cause);
}
