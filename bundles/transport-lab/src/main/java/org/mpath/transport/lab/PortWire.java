package org.mpath.transport.lab;

import java.util.ArrayDeque;
import org.mpath.api.io.Reactor;
import org.mpath.target.Agenda;
import org.mpath.target.Nexus;
import org.mpath.target.Port;
import org.mpath.target.SenseCode;

/**
 * The wire to one port of an array, with what is wrong with it. Answers come back at the end of the reactor's turn, or
 * later when they are delayed, always in order.
 *
 * <p>Silence stops the wire in both directions. Of the commands that come while it is silent every second one is carried
 * out at once, with its answer stuck on the way back; the others are stuck in the array's task set, and run when the wire is
 * healed, unless they were ended before: late writes, as a real array does them. A nexus that the initiator gives up while
 * the wire is silent stays in the array until the initiator logs in again. Reactor thread.
 */
final class PortWire {
    private static final String INITIATOR = "mpath";
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Reactor reactor;
    private final Port port;
    private final PortFaults faults = new PortFaults();
    private final AnswerQueue answers = new AnswerQueue();
    private final ArrayDeque<Message> stuck = new ArrayDeque<>();
    private final Agenda agenda;
    private Nexus nexus;
    private Runnable answerable = () -> {};
    private long commands;

    PortWire(Reactor reactor, Port port) {
        this.reactor = reactor;
        this.port = port;
        this.agenda = port.controller().array().agenda();
    }

    /** Calls this when an answer is on its way that did not come of a call of the initiator's. */
    void onAnswer(Runnable listener) {
        answerable = listener;
    }

    /** The port at its other end. */
    Port port() {
        return port;
    }

    PortFaults faults() {
        return faults;
    }

    /** Commands the port received. */
    long commands() {
        return commands;
    }

    /** The nexus at the array's end; null before the first login. */
    Nexus nexus() {
        return nexus;
    }

    // ---- what is wrong with it ----

    /** Every connection breaks: the array ends the nexus, nothing more comes back. */
    void cut() {
        faults.wire(PortFaults.Wire.CUT);
        answers.clear();
        stuck.clear();
        endNexus();
    }

    /** Nothing comes back from now on. */
    void silence() {
        faults.wire(PortFaults.Wire.SILENT);
    }

    /** What was stuck goes on, in order, and everything on its way back arrives. */
    void heal() {
        faults.clear();
        answers.hurry(reactor.nanoTime());
        for (Message message = stuck.poll(); message != null; message = stuck.poll()) {
            if (!(message instanceof CommandMessage command)) {
                send(message);
            } else if (command.resume()) {
                answer(command, reactor.nanoTime());
            }
        }
    }

    // ---- from the initiator ----

    /** Whether a connection can be made, or at least be tried. */
    boolean accepts() {
        return faults.wire() != PortFaults.Wire.CUT && (silent() || port.accepts());
    }

    /** A command arrives at the port. */
    void send(CommandMessage command) {
        commands++;
        long nowNanos = reactor.nanoTime();
        agenda.time(nowNanos);
        if (nexus.ended()) {
            return; // its controller went down behind a silent wire
        }
        if (silent() && (commands & 1) == 0) {
            command.hold(this);
            stuck.add(command);
            return;
        }
        SenseCode instead = faults.takeSense();
        if (instead != null) {
            command.refuse(this, instead);
            answer(command, nowNanos);
        } else if (command.carryOut(this)) {
            answer(command, nowNanos);
        }
    }

    /** The array has carried a command out that it took its time for. */
    void finished(CommandMessage command) {
        answer(command, reactor.nanoTime());
        answerable.run();
    }

    /** A login or a task management request arrives at the port. */
    void send(Message request) {
        if (silent()) {
            stuck.add(request);
        } else if (request.carryOut(this)) {
            answer(request, reactor.nanoTime());
        }
    }

    /** The initiator closes the connection. The array hears of it, unless the wire is silent. */
    void close() {
        answers.clear();
        stuck.removeIf(message -> !(message instanceof CommandMessage command && command.abandoned()));
        if (!silent()) {
            endNexus();
        }
    }

    // ---- at the array ----

    /** Establishes a new nexus, which ends the old one; false when the port is not there any more. */
    boolean login() {
        if (port.accepts()) {
            nexus = port.login(INITIATOR);
            nexus.confirmDelivery();
        }
        return port.accepts();
    }

    /** The nexus ends at the array: its tasks are over. */
    void endNexus() {
        if (nexus != null) {
            nexus.end();
        }
        stuck.removeIf(message -> message instanceof CommandMessage);
    }

    // ---- back at the initiator ----

    /** Delivers what is due and was there when this was called, so that answers answered at once do not go on for ever. */
    void deliver() {
        long nowNanos = reactor.nanoTime();
        for (int left = answers.size(); left > 0 && !silent(); left--) {
            Message message = answers.pollDue(nowNanos);
            if (message == null) {
                return;
            }
            message.answered();
        }
    }

    /** Nanoseconds until something can be delivered; {@link Long#MAX_VALUE} when nothing is on its way. */
    long untilDeliveryNanos() {
        return answers.size() == 0 || silent() ? Long.MAX_VALUE : answers.untilDueNanos(reactor.nanoTime());
    }

    private void answer(Message message, long nowNanos) {
        answers.add(message, nowNanos + faults.delayMillis() * NANOS_PER_MILLI);
    }

    boolean silent() {
        return faults.wire() == PortFaults.Wire.SILENT;
    }
}
