package org.mpath.transport.lab;

/** Something an initiator sends through a wire and gets an answer to. */
interface Message {
    /** At the array: do what it asks; tells whether there is an answer now. */
    boolean carryOut(PortWire wire);

    /** Back at the initiator: the answer is here. */
    void answered();
}
