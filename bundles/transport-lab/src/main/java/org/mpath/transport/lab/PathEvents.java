package org.mpath.transport.lab;

/** Told what a session finds. Reactor thread. */
interface PathEvents {
    void appeared(LabPath path);

    void gone(LabPath path, String reason);

    /** The session has asked its port for units and got, or not got, an answer. */
    void scanned(PortSession session);
}
