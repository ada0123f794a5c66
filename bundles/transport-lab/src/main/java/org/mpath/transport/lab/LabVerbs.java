package org.mpath.transport.lab;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabPort;
import org.mpath.target.Array;
import org.mpath.target.SenseCode;

/** Breaks and heals the wires of a lab, on its reactor. */
final class LabVerbs implements LabControl {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");
    private static final int DELAY_MILLIS_MAX = 600_000;
    private static final int SENSE_COUNT_MAX = 1_000_000;

    private final Lab lab;
    private final ReactorCalls reactor;

    LabVerbs(Lab lab, ReactorCalls reactor) {
        this.lab = lab;
        this.reactor = reactor;
    }

    @Override
    public List<LabPort> ports() {
        return reactor.call(() -> lab.sessions().stream().map(this::view).toList());
    }

    private LabPort view(PortSession session) {
        Array array = lab.array(session);
        PortWire wire = session.wire();
        return new LabPort(
                array.name(), session.port(), wire.faults().text(), array.units().size(), wire.commands());
    }

    @Override
    public void cut(String port) {
        onPort(port, session -> {
            session.wire().cut();
            session.connectionReset("the connection to port " + port + " was reset");
        });
    }

    @Override
    public void silence(String port) {
        onPort(port, session -> session.wire().silence());
    }

    @Override
    public void delay(String port, int millis) {
        require("delay in milliseconds", millis, DELAY_MILLIS_MAX);
        onPort(port, session -> session.wire().faults().delayMillis(millis));
    }

    @Override
    public void sense(String port, int key, int asc, int ascq, int count) {
        require("sense key", key, 15);
        require("additional sense code", asc, 255);
        require("additional sense code qualifier", ascq, 255);
        require("count", count, SENSE_COUNT_MAX);
        onPort(port, session -> session.wire().faults().sense(new SenseCode(key, asc, ascq), count));
    }

    @Override
    public void heal(String port) {
        onPort(port, session -> {
            session.wire().heal();
            session.askTurnEnd();
        });
    }

    private void onPort(String port, Consumer<PortSession> verb) {
        reactor.call(() -> {
            PortSession session = lab.session(port);
            if (session == null) {
                throw new ControlException("no lab port \"" + port + "\"; there is " + String.join(", ", lab.ports()));
            }
            verb.accept(session);
            LOG.log(Level.INFO, "event=lab.fault port=" + port + " fault=\"" + session.wire().faults().text() + '"');
            return null;
        });
    }

    private static void require(String what, int value, int max) {
        if (value < 0 || value > max) {
            throw new ControlException(what + " " + value + " is not between 0 and " + max);
        }
    }
}
