package org.mpath.transport.lab;

/** ABORT TASK on the wire (SAM-5 7.2). */
final class AbortMessage implements Message {
    private final PortSession session;
    private final CommandMessage subject;
    private final long subjectOrder;

    AbortMessage(PortSession session, CommandMessage subject) {
        this.session = session;
        this.subject = subject;
        this.subjectOrder = subject.order;
    }

    @Override
    public boolean carryOut(PortWire wire) {
        if (concernsSubject()) {
            subject.abort(wire);
        }
        return !wire.nexus().ended();
    }

    @Override
    public void answered() {
        if (concernsSubject()) {
            session.aborted(subject);
        }
    }

    /** Messages are used again: the subject may be another command by now, when the first one was answered. */
    private boolean concernsSubject() {
        return subject.task != null && subject.order == subjectOrder;
    }
}
