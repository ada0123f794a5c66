package org.mpath.transport.lab;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabArray;
import org.mpath.api.control.LabCommand;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabController;
import org.mpath.api.control.LabPort;
import org.mpath.api.control.LabUnit;
import org.mpath.target.Controller;
import org.mpath.target.SenseCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verbs of the lab: breaks and heals its wires and controllers, changes its arrays and units. */
@Component(service = LabControl.class)
public final class LabVerbs implements LabControl {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");
    private static final int MILLIS_MAX = 600_000;
    private static final int SENSE_COUNT_MAX = 1_000_000;

    private final Lab lab;
    private final ReactorCalls reactor;
    private final ArrayVerbs arrays;
    private final UnitVerbs units;

    /** Made by Declarative Services. */
    @Activate
    public LabVerbs(@Reference LabTransport transport) {
        this.lab = transport.lab();
        this.reactor = transport.calls();
        this.arrays = new ArrayVerbs(lab, transport.plan(), reactor);
        this.units = new UnitVerbs(lab, reactor);
    }

    // ---- ports ----

    @Override
    public List<LabPort> ports() {
        return reactor.call(() -> lab.sessions().stream().map(LabViews::port).toList());
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
        require("delay in milliseconds", millis, MILLIS_MAX);
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

    // ---- arrays ----

    @Override
    public List<LabArray> arrays() {
        return arrays.list();
    }

    @Override
    public void createArray(String description) {
        arrays.create(description);
    }

    @Override
    public List<String> createSamples() {
        return arrays.createSamples();
    }

    @Override
    public void removeArray(String array) {
        arrays.remove(array);
    }

    @Override
    public List<LabCommand> commands(String array) {
        return arrays.commands(array);
    }

    @Override
    public void clearCommands(String array) {
        arrays.clearCommands(array);
    }

    // ---- controllers ----

    @Override
    public List<LabController> controllers() {
        return reactor.call(() -> lab.arrays().stream().flatMap(LabViews::controllers).toList());
    }

    @Override
    public void failController(String controller) {
        onController(controller, (array, subject) -> array.maintenance().fail(subject));
    }

    @Override
    public void rebootController(String controller) {
        onController(controller, (array, subject) -> array.maintenance().reboot(subject, array.bootNanos()));
    }

    @Override
    public void upgradeController(String controller) {
        onController(controller, (array, subject) -> array.maintenance().upgrade(subject, array.bootNanos()));
    }

    @Override
    public void healController(String controller) {
        onController(controller, (array, subject) -> array.maintenance().heal(subject));
    }

    private interface ControllerVerb {
        void act(TimedArray array, Controller controller);
    }

    private void onController(String name, ControllerVerb verb) {
        reactor.call(() -> {
            Controller controller = lab.controller(name);
            verb.act(lab.array(controller.array().name()), controller);
            return null;
        });
    }

    // ---- units ----

    @Override
    public List<LabUnit> units() {
        return reactor.call(() -> lab.arrays().stream().flatMap(LabViews::units).toList());
    }

    @Override
    public void own(String unit, String controller) {
        units.own(unit, controller);
    }

    @Override
    public void access(String controller, String state, int millis, boolean fails) {
        require("time in milliseconds", millis, MILLIS_MAX);
        units.access(controller, state, millis, fails);
    }

    @Override
    public String addUnit(String array, String description, boolean sameIdentity) {
        return units.add(array, description, sameIdentity);
    }

    @Override
    public void removeUnit(String unit) {
        units.remove(unit);
    }

    @Override
    public void resizeUnit(String unit, String size) {
        units.resize(unit, size);
    }

    @Override
    public void swapUnits(String unit, String other) {
        units.swap(unit, other);
    }

    private static void require(String what, int value, int max) {
        if (value < 0 || value > max) {
            throw new ControlException(what + " " + value + " is not between 0 and " + max);
        }
    }
}
