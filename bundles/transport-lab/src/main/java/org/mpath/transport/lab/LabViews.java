package org.mpath.transport.lab;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.mpath.api.control.LabArray;
import org.mpath.api.control.LabCommand;
import org.mpath.api.control.LabController;
import org.mpath.api.control.LabPort;
import org.mpath.api.control.LabUnit;
import org.mpath.scsi.Status;
import org.mpath.target.Array;
import org.mpath.target.Controller;
import org.mpath.target.LogicalUnit;
import org.mpath.target.LoggedCommand;
import org.mpath.target.Personality;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitAccess;

/** What the lab's parts look like from outside. Reactor thread. */
final class LabViews {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private LabViews() {}

    static LabPort port(PortSession session) {
        PortWire wire = session.wire();
        Controller controller = wire.port().controller();
        String fault = wire.faults().text();
        if (!controller.up()) {
            String down = "controller " + controller.state().words();
            fault = fault.equals("none") ? down : down + ", " + fault;
        }
        Array array = controller.array();
        return new LabPort(array.name(), session.port(), fault, array.units().size(), wire.commands());
    }

    static LabArray array(TimedArray timed, String origin) {
        Array array = timed.array();
        Personality personality = array.personality();
        int up = (int) array.controllers().stream().filter(Controller::up).count();
        return new LabArray(
                array.name(),
                timed.description().family(),
                personality.vendor(),
                personality.product(),
                array.controllers().size(),
                up,
                array.units().size(),
                origin);
    }

    static Stream<LabController> controllers(TimedArray timed) {
        Array array = timed.array();
        return array.controllers().stream().map(controller -> new LabController(
                array.name(),
                timed.name(controller),
                controller.state().words(),
                controller.portGroup(),
                controller.ports().stream().map(port -> timed.description().portName(port.name())).toList(),
                (int) array.units().stream().filter(unit -> unit.access().owner() == controller).count()));
    }

    static Stream<LabUnit> units(TimedArray timed) {
        return timed.array().units().stream().map(unit -> unit(timed, unit));
    }

    private static LabUnit unit(TimedArray timed, LogicalUnit unit) {
        UnitAccess access = unit.access();
        List<String> states = timed.array().controllers().stream()
                .map(controller -> timed.name(controller) + ' ' + access.state(controller).words())
                .toList();
        return new LabUnit(
                timed.array().name(),
                timed.description().unitName(unit.lun()),
                unit.store().bytes(),
                unit.identity().serial(),
                timed.name(access.owner()),
                timed.name(access.preferredOwner()),
                states);
    }

    static LabCommand command(TimedArray timed, LoggedCommand command) {
        return new LabCommand(
                command.number(),
                command.nanos() / NANOS_PER_MILLI,
                timed.description().portName(command.port()),
                command.initiator(),
                command.lun(),
                HEX.formatHex(command.cdb()),
                HEX.formatHex(command.parameters()),
                answer(command));
    }

    private static String answer(LoggedCommand command) {
        SenseCode sense = command.sense();
        return switch (command.status()) {
            case LoggedCommand.NO_ANSWER -> "none";
            case Status.GOOD -> "good";
            case Status.CHECK_CONDITION ->
                String.format("%02x/%02x/%02x", sense.key(), sense.asc(), sense.ascq());
            default -> "status " + command.status();
        };
    }
}
