package org.mpath.transport.lab;

/** A login on the wire: a new nexus, which ends the one before. */
final class LoginMessage implements Message {
    private final PortSession session;

    LoginMessage(PortSession session) {
        this.session = session;
    }

    @Override
    public void carryOut(PortWire wire) {
        wire.login();
    }

    @Override
    public void answered() {
        session.established();
    }
}
