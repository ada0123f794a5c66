package org.mpath.transport.lab;

/** A login on the wire: a new nexus, which ends the one before. */
final class LoginMessage implements Message {
    private final PortSession session;

    LoginMessage(PortSession session) {
        this.session = session;
    }

    @Override
    public boolean carryOut(PortWire wire) {
        return wire.login();
    }

    @Override
    public void answered() {
        session.established();
    }
}
