package org.mpath.shell;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.LabArray;
import org.mpath.api.control.LabCommand;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabController;
import org.mpath.api.control.LabUnit;
import org.mpath.api.inventory.Inventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The lab's arrays, their controllers and units, and the commands they got. */
@Component(service = {LabArrayCommands.class, CommandGroup.class}, immediate = true)
public final class LabArrayCommands extends CommandGroup {
    private static final String STATES =
            "active/optimized|active/non-optimized|standby|unavailable|lba-dependent|offline|transitioning";
    private static final int MILLIS_MAX = 600_000;

    private static final Listing<LabArray> ARRAYS = new Listing<LabArray>("arrays")
            .text("ARRAY", "name", LabArray::name)
            .text("FAMILY", "family", LabArray::family)
            .text("VENDOR", "vendor", LabArray::vendor)
            .text("PRODUCT", "product", LabArray::product)
            .number("CONTROLLERS", "controllers", LabArray::controllers)
            .number("UP", "controllers_up", LabArray::controllersUp)
            .number("UNITS", "units", LabArray::units)
            .text("ORIGIN", "origin", LabArray::origin);

    private static final Listing<LabController> CONTROLLERS = new Listing<LabController>("controllers")
            .text("CONTROLLER", "name", LabController::name)
            .field("array", LabController::array)
            .state("STATE", "state", LabController::state)
            .number("GROUP", "port_group", LabController::portGroup)
            .number("OWNS", "units_owned", LabController::unitsOwned)
            .text("PORTS", "", controller -> String.join(" ", controller.ports()))
            .field("ports", LabController::ports);

    /** How long paths may take to be placed after an array came or went. */
    private static final Duration PLACING_LIMIT = Duration.ofSeconds(15);

    private static final Listing<LabUnit> UNITS = new Listing<LabUnit>("units")
            .text("UNIT", "name", LabUnit::name)
            .field("array", LabUnit::array)
            .number("BYTES", "size_bytes", LabUnit::sizeBytes)
            .text("SERIAL", "serial", LabUnit::serial)
            .text("OWNER", "owner", LabUnit::owner)
            .text("PREFERRED", "preferred_owner", LabUnit::preferredOwner)
            .text("ACCESS", "", unit -> String.join(", ", unit.access()))
            .field("access", LabUnit::access);

    private static final Listing<LabCommand> COMMANDS = new Listing<LabCommand>("commands")
            .number("N", "number", LabCommand::number)
            .number("MILLIS", "millis", LabCommand::millis)
            .text("PORT", "port", LabCommand::port)
            .text("INITIATOR", "initiator", LabCommand::initiator)
            .number("LUN", "lun", LabCommand::lun)
            .state("ANSWER", "answer", LabCommand::answer)
            .text("CDB", "cdb", LabCommand::cdb)
            .text("PARAMETERS", "parameters", LabCommand::parameters);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile LabControl control;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    /** Made by Declarative Services. */
    @Activate
    public LabArrayCommands() {
        super("lab");
    }

    /** Lists, makes and removes arrays. */
    @Descriptor("lists the arrays, makes one of its words, makes one of every family, or removes one")
    @Usage(operands = "list|create|samples|remove [ARRAY...]", example = "lab:array create name=a family=alua unit=64MiB")
    public void array(CommandSession session, String[] words) {
        run("array", session, words, call -> {
            List<String> rest = call.arguments().operands().subList(1, call.arguments().operands().size());
            switch (call.operand(0)) {
                case "list" -> ARRAYS.print(call, control().arrays(), "no lab array is configured");
                case "create" -> {
                    control().createArray(String.join(" ", rest));
                    awaitPlaced();
                    call.done("array made: " + String.join(" ", rest));
                }
                case "samples" -> {
                    List<String> made = control().createSamples();
                    awaitPlaced();
                    call.done(made.isEmpty() ? "every family has its array" : "arrays made: " + String.join(", ", made));
                }
                default -> {
                    control().removeArray(needed(call, 1, "ARRAY"));
                    awaitPlaced();
                    call.done("array " + call.operand(1) + " is removed");
                }
            }
        });
    }

    /** The next command shall see the paths that came or went. */
    private void awaitPlaced() {
        Inventory present = inventory;
        if (present != null) {
            Settling.await(present, PLACING_LIMIT);
        }
    }

    /** The controllers. */
    @Descriptor("lists the controllers of the lab arrays")
    @Usage(example = "lab:controllers")
    public void controllers(CommandSession session, String[] words) {
        run("controllers", session, words, call ->
                CONTROLLERS.print(call, control().controllers(), "no lab array is configured"));
    }

    /** Breaks, restarts and brings back controllers. */
    @Descriptor("fails, restarts or heals a controller, or upgrades its array one controller after the other")
    @Usage(operands = "CONTROLLER fail|reboot|upgrade|heal", example = "lab:controller A reboot")
    public void controller(CommandSession session, String[] words) {
        run("controller", session, words, call -> {
            String name = call.operand(0);
            String verb = call.operand(1);
            Consumer<String> action = switch (verb) {
                case "fail" -> control()::failController;
                case "reboot" -> control()::rebootController;
                case "upgrade" -> control()::upgradeController;
                default -> control()::healController;
            };
            action.accept(name);
            call.done(switch (verb) {
                case "fail" -> "controller " + name + " is down";
                case "reboot" -> "controller " + name + " restarts";
                case "upgrade" -> "the upgrade begins with controller " + name;
                default -> "controller " + name + " is healed";
            });
        });
    }

    /** The units. */
    @Descriptor("lists the units of the lab arrays, who owns them and how they are reached")
    @Usage(example = "lab:units")
    public void units(CommandSession session, String[] words) {
        run("units", session, words, call -> UNITS.print(call, control().units(), "no lab array has units"));
    }

    /** Moves a unit. */
    @Descriptor("moves a unit to a controller")
    @Usage(operands = "UNIT CONTROLLER", example = "lab:own lab/0 B")
    public void own(CommandSession session, String[] words) {
        run("own", session, words, call -> {
            control().own(call.operand(0), call.operand(1));
            call.done("unit " + call.operand(0) + " goes to controller " + call.operand(1));
        });
    }

    /** Changes access states. */
    @Descriptor("changes the access state of a controller's ports, at once or after a time of transition")
    @Usage(
            operands = "CONTROLLER " + STATES + " [after] [MILLIS]",
            options = "--fail  the change fails at its end: the old state comes back",
            example = "lab:access alua.B standby after 500")
    public void access(CommandSession session, String[] words) {
        run("access", session, words, call -> {
            int millis = call.arguments().number(3, 0, 0, MILLIS_MAX);
            if (call.operand(2) != null) {
                needed(call, 3, "MILLIS");
            }
            control().access(call.operand(0), call.operand(1), millis, call.arguments().has("--fail"));
            call.done("controller " + call.operand(0) + ": " + call.operand(1)
                    + (millis == 0 ? "" : " after " + millis + " ms"));
        });
    }

    /** Adds, removes, resizes and swaps units. */
    @Descriptor("adds a unit to an array, removes or resizes one, or swaps what is behind two numbers")
    @Usage(
            operands = "add|remove|resize|swap-identity UNIT [WORD]",
            options = "--id  what is added has the identity of the unit that had its number last",
            example = "lab:lu add lab 64MiB")
    public void lu(CommandSession session, String[] words) {
        run("lu", session, words, call -> {
            String name = call.operand(1);
            switch (call.operand(0)) {
                case "add" -> {
                    String size = needed(call, 2, "SIZE");
                    call.done("unit " + control().addUnit(name, size, call.arguments().has("--id")) + " is added");
                }
                case "remove" -> {
                    control().removeUnit(name);
                    call.done("unit " + name + " is removed");
                }
                case "resize" -> {
                    control().resizeUnit(name, needed(call, 2, "SIZE"));
                    call.done("unit " + name + " has " + call.operand(2));
                }
                default -> {
                    control().swapUnits(name, needed(call, 2, "UNIT"));
                    call.done("units " + name + " and " + call.operand(2) + " have changed places");
                }
            }
        });
    }

    /** The commands. */
    @Descriptor("lists the last commands an array got; reads and writes too when it was made with log=all")
    @Usage(operands = "ARRAY [clear]", options = "-n COUNT  the last COUNT commands", example = "lab:log lab -n 20")
    public void log(CommandSession session, String[] words) {
        run("log", session, words, call -> {
            String array = call.operand(0);
            if (call.operand(1) != null) {
                control().clearCommands(array);
                call.done("the commands of array " + array + " are forgotten");
                return;
            }
            List<LabCommand> all = control().commands(array);
            int count = call.arguments().number("-n", all.size(), 1, Integer.MAX_VALUE);
            COMMANDS.print(call, all.subList(Math.max(0, all.size() - count), all.size()), "no commands are kept");
        });
    }

    @Override
    List<String> names(String kind) {
        LabControl present = control;
        if (present == null) {
            return List.of();
        }
        return switch (kind) {
            case "ARRAY" -> present.arrays().stream().map(LabArray::name).toList();
            case "CONTROLLER" -> present.controllers().stream().map(LabController::name).toList();
            case "UNIT" -> present.units().stream().map(LabUnit::name).toList();
            default -> List.of();
        };
    }

    private static String needed(Call call, int place, String kind) {
        String word = call.operand(place);
        if (word == null) {
            throw call.arguments().syntax().wrong("lab:" + call.arguments().syntax().name() + " needs " + kind);
        }
        return word;
    }

    private LabControl control() {
        return present(control, "lab", "org.mpath.transport.lab");
    }
}
