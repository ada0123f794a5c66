package org.mpath.target.array;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.SetTargetPortGroups;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.Controller;
import org.mpath.target.DeferredAnswer;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Ownership;
import org.mpath.target.SenseCode;
import org.mpath.target.Transition;
import org.mpath.target.UnitNexus;

/**
 * SET TARGET PORT GROUPS (SPC-4 6.45). A group that becomes active/optimized makes its controller the owner; the group of the
 * owner before becomes passive then, unless the list says otherwise.
 */
final class SetGroups implements CommandHandler {
    /** Bit of TPGS: explicit transitions. */
    static final int EXPLICIT = 2;

    private final boolean early;

    /** @param early whether the command is answered when the change begins, and not when it is done */
    SetGroups(boolean early) {
        this.early = early;
    }

    @Override
    public void execute(Command command, UnitNexus nexus) {
        long bytes = CdbFields.parameterLength(command.cdb());
        if (CdbFields.serviceAction(command.cdb()) != Opcode.TARGET_PORT_GROUPS_ACTION) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
        } else if (bytes == 0) {
            command.good();
        } else if (bytes > Math.min(command.dataLength(), SetTargetPortGroups.BYTES_MAX)) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
        } else {
            set(command, nexus, command.received((int) bytes));
        }
    }

    private void set(Command command, UnitNexus nexus, byte[] list) {
        SetTargetPortGroups wanted;
        try {
            wanted = SetTargetPortGroups.parse(list);
        } catch (MalformedResponse wrong) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
            return;
        }
        Map<Controller, AccessState> states = new LinkedHashMap<>();
        for (SetTargetPortGroups.Request request : wanted.requests()) {
            Controller controller = controller(nexus.unit(), request.group());
            AccessState state = AccessState.of(request.stateCode());
            if (controller == null || !canBeSet(state) || states.put(controller, state) != null) {
                command.check(SenseCode.INVALID_FIELD_IN_LIST);
                return;
            }
        }
        if (nexus.unit().access().changing()) {
            command.check(SenseCode.TRANSITIONING);
        } else if (states.keySet().stream().allMatch(Controller::up)) {
            change(command, nexus, states);
        } else {
            command.check(SenseCode.SET_GROUPS_FAILED);
        }
    }

    private static Controller controller(LogicalUnit unit, int group) {
        return unit.array().controllers().stream()
                .filter(controller -> controller.portGroup() == group)
                .findFirst()
                .orElse(null);
    }

    private static boolean canBeSet(AccessState state) {
        return state != null
                && state != AccessState.TRANSITIONING
                && (ReportGroups.SUPPORTED & state.supportBit()) != 0;
    }

    private void change(Command command, UnitNexus nexus, Map<Controller, AccessState> states) {
        LogicalUnit unit = nexus.unit();
        Ownership ownership = unit.array().ownership();
        Controller owner = newOwner(unit, states);
        if (owner != unit.access().owner()) {
            states.putIfAbsent(unit.access().owner(), passive(unit));
        }
        Transition transition = Transition.of(unit, states)
                .owner(owner)
                .askedBy(nexus)
                .takes(ownership.transitionNanos());
        if (early || ownership.transitionNanos() == 0) {
            ownership.begin(transition);
            command.good();
        } else {
            ownership.begin(transition.then(answering(command.defer())));
        }
    }

    private static Transition.End answering(DeferredAnswer answer) {
        return succeeded -> {
            if (succeeded) {
                answer.good();
            } else {
                answer.check(SenseCode.SET_GROUPS_FAILED);
            }
        };
    }

    /** The controller that becomes active/optimized, and was not; else the owner there is. */
    private static Controller newOwner(LogicalUnit unit, Map<Controller, AccessState> states) {
        Controller owner = unit.access().owner();
        if (states.get(owner) == AccessState.ACTIVE_OPTIMIZED) {
            return owner;
        }
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() == AccessState.ACTIVE_OPTIMIZED)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(owner);
    }

    private static AccessState passive(LogicalUnit unit) {
        Controller owner = unit.access().owner();
        return owner.up() ? unit.array().personality().access().passive() : AccessState.UNAVAILABLE;
    }
}
