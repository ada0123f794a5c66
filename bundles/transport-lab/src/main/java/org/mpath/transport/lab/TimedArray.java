package org.mpath.transport.lab;

import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.target.Agenda;
import org.mpath.target.Array;
import org.mpath.target.Controller;
import org.mpath.target.Maintenance;

/** An array of the lab, with the timer that drives its agenda. Reactor thread. */
final class TimedArray {
    private final Reactor reactor;
    private final ArrayDescription description;
    private final Array array;
    private final ReactorTimer timer;

    TimedArray(Reactor reactor, ArrayDescription description, Array array) {
        this.reactor = reactor;
        this.description = description;
        this.array = array;
        this.timer = reactor.timer(this::advance);
        array.agenda().time(reactor.nanoTime());
        array.agenda().onEarlier(this::arm);
    }

    ArrayDescription description() {
        return description;
    }

    /** The array, which has been told the time. */
    Array array() {
        array.agenda().time(reactor.nanoTime());
        return array;
    }

    Maintenance maintenance() {
        return array().maintenance();
    }

    /** How long a controller needs to restart. */
    long bootNanos() {
        return description.behaviour().bootNanos();
    }

    /** What the lab calls a controller of it. */
    String name(Controller controller) {
        return description.portName(controller.name());
    }

    /** Nothing more is done at its time. */
    void close() {
        array.agenda().onEarlier(() -> {});
        timer.cancel();
    }

    private void advance() {
        array.agenda().advance(reactor.nanoTime());
        arm();
    }

    private void arm() {
        Agenda agenda = array.agenda();
        if (!agenda.isEmpty()) {
            timer.arm(Math.max(0, agenda.dueNanos() - reactor.nanoTime()));
        }
    }
}
