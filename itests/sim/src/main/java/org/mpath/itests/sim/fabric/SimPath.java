package org.mpath.itests.sim.fabric;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Trace;
import org.mpath.target.Command;
import org.mpath.target.Nexus;
import org.mpath.target.Port;

/**
 * A path: the initiator's session through one port, and the way between them. It keeps the promises of
 * {@link PathDevice} and {@link Delivery} to the letter, and no more than that.
 *
 * <p>A command given up with its connection stays in the array and is carried out later, unless a new nexus, an abort or a
 * reset of the unit ends it first.
 */
public final class SimPath implements PathDevice {
    /** The map's host. */
    static final String HOST = "host";

    /** What is wrong with it. */
    public final Line line = new Line();

    private final int index;
    private final int controller;
    private final SimArray array;
    private final Port port;
    private final String initiator;
    private final int lun;
    private final Agenda agenda;
    private final Trace trace;
    private final Hazards hazards;
    private final List<Flight> flights = new ArrayList<>();
    private final List<UnitReset> resets = new ArrayList<>();
    private final List<LinkListener> listeners = new ArrayList<>();
    private Nexus nexus;
    private String linkReason;
    private long sent;
    private long logins;
    /** When somebody will look for what has expired; {@link Long#MAX_VALUE} when nobody will. */
    private long watchNanos = Long.MAX_VALUE;

    SimPath(
            int index, SimArray array, Port port, String initiator, int lun, Agenda agenda, Trace trace, Hazards hazards) {
        this.index = index;
        this.initiator = initiator;
        this.lun = lun;
        this.controller = port.controller().index();
        this.array = array;
        this.port = port;
        this.agenda = agenda;
        this.trace = trace;
        this.hazards = hazards;
        this.nexus = port.login(initiator);
    }

    /** Its place in the fabric, from 0. */
    public int index() {
        return index;
    }

    /** Its controller's place in the array, from 0. */
    public int controller() {
        return controller;
    }

    /** Whether a command that was sent up to a moment waits for its answer. */
    boolean waitsSince(long nanos) {
        return flights.stream().anyMatch(flight -> flight.sentNanos <= nanos);
    }

    // ---- commands ----

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        submit(task, listener, Twist.NONE);
    }

    /** Sends a task that something goes wrong with. */
    public void submit(ScsiTask task, TaskListener listener, Twist twist) {
        task.carrier = this;
        if (linkReason != null) {
            task.unanswered(Delivery.NOT_SENT, linkReason);
            agenda.in(0, () -> listener.taskDone(task));
            return;
        }
        long timeout = task.timeoutNanos > 0 ? task.timeoutNanos : hazards.scenario().pace().timeout();
        Flight flight = new Flight(task, listener, nexus, ++sent, agenda.now(), agenda.now() + timeout, twist);
        flights.add(flight);
        watch(flight.expiresNanos);
        if (twist.lost() || hazards.loses()) {
            flight.gone = true;
        } else if (hazards.scenario().shape().instant() && hazards.chance().coin()) {
            arrive(flight, true);
        } else {
            agenda.in(hazards.latency(line), () -> arrive(flight, false));
        }
    }

    private void arrive(Flight flight, boolean atOnce) {
        if (flight.gone || flight.arrived) {
            return;
        }
        flight.arrived = true;
        if (line.deaf || flight.nexus.ended()) {
            flight.gone = true;
        } else if (line.status != 0 || flight.twist.status() != 0) {
            flight.frontStatus = line.status != 0 ? line.status : flight.twist.status();
            flight.gone = true;
            reply(flight, atOnce);
        } else if (line.sense != null || flight.twist.sense() != null) {
            flight.command.check(line.sense != null ? line.takeSense() : flight.twist.sense());
            flight.gone = true;
            reply(flight, atOnce);
        } else {
            array.touch();
            flight.nexus.hold(lun, flight.command);
            long service = hazards.service();
            if (atOnce && service < hazards.scenario().pace().service()) {
                execute(flight, true);
            } else {
                agenda.in(service, () -> execute(flight, false));
            }
        }
    }

    private void execute(Flight flight, boolean atOnce) {
        if (flight.gone) {
            return;
        }
        flight.gone = true;
        array.touch();
        flight.command.listener(answered -> reply(flight, false));
        if (flight.nexus.resume(flight.command) && flight.command.state() != Command.State.WORKING) {
            reply(flight, atOnce);
        }
    }

    private void reply(Flight flight, boolean atOnce) {
        if (flight.twist.late()) {
            agenda.in(hazards.tooLate(flight), () -> deliver(flight));
        } else if (atOnce) {
            deliver(flight);
        } else if (!hazards.loses()) {
            agenda.in(hazards.replyLatency(line), () -> deliver(flight));
        }
    }

    private void deliver(Flight flight) {
        if (flight.over || line.mute) {
            return;
        }
        flights.remove(flight);
        flight.over = true;
        Command command = flight.command;
        ScsiTask task = flight.task;
        task.delivery = Delivery.ANSWERED;
        task.status = flight.frontStatus >= 0 ? flight.frontStatus : command.status();
        task.residual = command.residual();
        task.senseLength = flight.frontStatus >= 0 ? 0 : command.senseLength();
        flight.listener.taskDone(task);
    }

    private void finish(Flight flight, Delivery outcome, String reason) {
        flights.remove(flight);
        flight.over = true;
        flight.task.unanswered(outcome, reason);
        flight.listener.taskDone(flight.task);
    }

    // ---- abort and reset ----

    @Override
    public void abort(ScsiTask task) {
        for (Flight flight : flights) {
            if (flight.task == task && !flight.aborting) {
                sendAbort(flight, "aborted on request");
                return;
            }
        }
    }

    private void sendAbort(Flight flight, String reason) {
        flight.aborting = true;
        flight.abortReason = reason;
        flight.expiresNanos = agenda.now() + hazards.scenario().pace().timeout();
        watch(flight.expiresNanos);
        if (!hazards.loses()) {
            agenda.in(hazards.latency(line), () -> abortArrives(flight));
        }
    }

    private void abortArrives(Flight flight) {
        if (line.deaf || flight.nexus.ended()) {
            return;
        }
        flight.nexus.abortTask(flight.command);
        flight.gone = true;
        if (!hazards.loses()) {
            agenda.in(hazards.replyLatency(line), () -> {
                if (!flight.over && !line.mute) {
                    finish(flight, Delivery.ENDED, flight.abortReason);
                }
            });
        }
    }

    @Override
    public void resetUnit(ResetListener listener) {
        if (linkReason != null) {
            agenda.in(0, () -> listener.resetDone(this, false));
            return;
        }
        UnitReset reset = new UnitReset(listener, nexus, ++sent, agenda.now() + hazards.scenario().pace().timeout());
        resets.add(reset);
        watch(reset.expiresNanos);
        if (!hazards.loses()) {
            agenda.in(hazards.latency(line), () -> resetArrives(reset));
        }
    }

    private void resetArrives(UnitReset reset) {
        if (line.deaf || reset.nexus.ended()) {
            return;
        }
        for (Flight flight : flights) {
            if (flight.order < reset.order && !flight.arrived) {
                flight.gone = true;
            }
        }
        array.touch();
        reset.nexus.resetUnit(lun);
        if (!hazards.loses()) {
            agenda.in(hazards.replyLatency(line), () -> resetAnswered(reset));
        }
    }

    private void resetAnswered(UnitReset reset) {
        if (reset.over || line.mute) {
            return;
        }
        reset.over = true;
        resets.remove(reset);
        for (Flight flight : List.copyOf(flights)) {
            if (flight.order < reset.order && !flight.over) {
                finish(flight, Delivery.ENDED, "ended by LOGICAL UNIT RESET");
            }
        }
        reset.listener.resetDone(this, true);
    }

    // ---- time ----

    /** Sees to it that somebody looks when this expires. */
    private void watch(long expiresNanos) {
        if (expiresNanos < watchNanos) {
            watchNanos = expiresNanos;
            agenda.in(expiresNanos - agenda.now(), () -> expire(expiresNanos));
        }
    }

    private void expire(long watched) {
        if (watched != watchNanos) {
            return;
        }
        watchNanos = Long.MAX_VALUE;
        for (UnitReset reset : resets) {
            if (reset.expiresNanos <= agenda.now()) {
                drop("LOGICAL UNIT RESET was not answered");
                return;
            }
        }
        for (Flight flight : List.copyOf(flights)) {
            if (flight.expiresNanos <= agenda.now() && flight.aborting) {
                drop("ABORT TASK was not answered");
                return;
            } else if (flight.expiresNanos <= agenda.now()) {
                sendAbort(flight, "no answer in time, aborted");
            }
        }
        resets.forEach(reset -> watch(reset.expiresNanos));
        flights.forEach(flight -> watch(flight.expiresNanos));
    }

    // ---- the link ----

    @Override
    public boolean linkUp() {
        return linkReason == null;
    }

    @Override
    public String linkReason() {
        return linkReason;
    }

    /** The initiator gives the connection up, or finds it gone: nobody knows what the array still does. */
    public void drop(String reason) {
        if (linkReason != null) {
            return;
        }
        flights.forEach(this::strand);
        if (hazards.scenario().shape().endsOnDisconnect()) {
            nexus.end();
        }
        lost(Delivery.UNKNOWN, reason);
    }

    /** The array ends the session and its commands, and the initiator hears of it. */
    public void endedByArray(String reason) {
        if (linkReason == null) {
            nexus.end();
            lost(Delivery.ENDED, reason);
        }
    }

    /** The initiator hears of it when the array has ended the session. */
    void hearOfEnd(String reason) {
        if (nexus.ended()) {
            endedByArray(reason);
        }
    }

    /** The array forgets everything; the initiator has to find out. */
    public void nexusDies() {
        nexus.end();
    }

    /** A command stays behind in the array: it must not touch what its task lent any more. */
    private void strand(Flight flight) {
        if (flight.command.state() == Command.State.WORKING) {
            flight.command.detach(flight.task.direction == DataDirection.WRITE);
        }
        boolean alive = !flight.gone && !flight.nexus.ended() && (flight.arrived || !line.deaf);
        if (!alive) {
            flight.gone = true;
            return;
        }
        flight.command.detach(flight.task.direction == DataDirection.WRITE);
        if (!flight.arrived) {
            flight.arrived = true;
            flight.nexus.hold(lun, flight.command);
            agenda.in(hazards.strandedService(), () -> execute(flight, false));
        }
    }

    private void lost(Delivery outcome, String reason) {
        linkReason = reason;
        trace.note(Trace.Kind.LINK_DOWN, index, outcome.ordinal(), reason);
        List<Flight> unanswered = List.copyOf(flights);
        List<UnitReset> unansweredResets = List.copyOf(resets);
        flights.clear();
        resets.clear();
        unanswered.forEach(flight -> flight.over = true);
        unansweredResets.forEach(reset -> reset.over = true);
        boolean linkFirst = hazards.chance().coin();
        if (linkFirst) {
            tellDown(reason);
        }
        for (Flight flight : unanswered) {
            flight.task.unanswered(outcome, reason);
            flight.listener.taskDone(flight.task);
        }
        unansweredResets.forEach(reset -> reset.listener.resetDone(this, false));
        if (!linkFirst) {
            tellDown(reason);
        }
        agenda.in(hazards.scenario().pace().reconnect(), () -> connect(logins));
    }

    private void tellDown(String reason) {
        List.copyOf(listeners).forEach(listener -> listener.linkDown(this, reason));
    }

    private void connect(long seen) {
        if (linkReason == null || seen != logins) {
            return;
        }
        long login = ++logins;
        if (!line.cut && !line.dead && !line.deaf) {
            agenda.in(hazards.latency(line), () -> loginArrives(login));
        }
        long patience = 2 * hazards.scenario().pace().latency() * line.slowness + hazards.scenario().pace().reconnect();
        agenda.in(patience, () -> connect(login));
    }

    private void loginArrives(long login) {
        if (login != logins || line.cut || line.dead || line.deaf || !port.accepts()) {
            return;
        }
        nexus = port.login(initiator);
        if (!line.mute) {
            agenda.in(hazards.latency(line), () -> established(login));
        }
    }

    private void established(long login) {
        if (login != logins || linkReason == null || line.cut || line.dead || line.mute || nexus.ended()) {
            return;
        }
        logins++;
        linkReason = null;
        trace.note(Trace.Kind.LINK_UP, index, 0);
        List.copyOf(listeners).forEach(listener -> listener.linkUp(this));
    }

    // ---- who it is ----

    @Override
    public String name() {
        return "p" + index;
    }

    @Override
    public String transport() {
        return "sim";
    }

    @Override
    public String port() {
        return port.name();
    }

    @Override
    public long lun() {
        return lun;
    }

    @Override
    public Reactor reactor() {
        throw new UnsupportedOperationException("there is no reactor in virtual time");
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners.remove(listener);
    }
}
