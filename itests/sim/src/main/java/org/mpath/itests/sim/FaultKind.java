package org.mpath.itests.sim;

import java.util.EnumSet;
import java.util.Set;

/** What goes wrong. A world draws some of these, so that rare combinations are not drowned in common ones. */
public enum FaultKind {
    /** A command, an answer or an abort gets lost on the way. */
    LOSS("lost messages"),
    /** A path takes commands and gives nothing back; perhaps it even carries them out. */
    SILENCE("silent paths"),
    /** An answer takes longer than the initiator waits. */
    LATE_REPLY("late replies"),
    /** A command sits in the array for longer than the initiator waits, and is then carried out unless it is fenced. */
    LATE_EXECUTION("late executions"),
    /** Later commands overtake earlier ones. */
    REORDER("reordering"),
    /** The connection is gone; the array does not know. */
    CUT("cut connections"),
    /** The array ends the connection, with its commands. */
    TARGET_RESET("sessions ended by the array"),
    /** Another host resets the unit: commands end without an answer. */
    UNIT_RESET("unit resets by another host"),
    /** The array, or another host, gives the unit to another controller. */
    ACCESS_CHANGE("access state changes"),
    /** A connection comes and goes. */
    FLAP("flapping paths"),
    /** All ports of a controller die together. */
    CONTROLLER_DEATH("controller deaths"),
    /** Everything on a path takes much longer. */
    SLOW("slow paths"),
    /** A path answers BUSY to everything. */
    BUSY("BUSY storms"),
    /** A path answers TASK SET FULL to everything. */
    TASK_SET_FULL("TASK SET FULL storms"),
    /** A path answers with some sense data a few times. */
    SENSE("answers with sense data"),
    /** Every path has a unit attention to report. */
    UNIT_ATTENTION("unit attentions"),
    /** An activation is never answered. */
    ACTIVATION_HANG("hung activations"),
    /** An activation is answered with some other code. */
    ACTIVATION_FAILURE("failed activations"),
    /** An activation is answered after the engine gave up. */
    ACTIVATION_LATE("late activations"),
    /** The selector's plug-in leaves, and comes back. */
    SELECTOR_REMOVAL("selector removals"),
    /** The handler's plug-in leaves, and comes back. */
    HANDLER_REMOVAL("handler removals"),
    /** A selector throws, or names a path that is none, until its groups are given another one. */
    SELECTOR_BREAK("selectors that break"),
    /** A handler throws when it is asked about sense data. */
    HANDLER_BREAK("handlers that break"),
    /** The operator types something. */
    OPERATOR("operator verbs"),

    // ---- of real families only ----

    /** Another host, or the array itself, gives the unit to some controller. */
    OWNER_TAKEN("units taken by another host"),
    /** Another host takes the unit back again and again. */
    HOST_FIGHT("hosts that fight"),
    /** A controller fails, or reboots; the others take over. */
    CONTROLLER_FAILURE("controllers that fail or reboot"),
    /** The array's software is upgraded, one controller after the other. */
    CONTROLLER_UPGRADE("upgrades"),
    /** A plug-in's command is answered with bytes that no array should send. */
    HOSTILE_ANSWER("hostile answers to plug-ins"),
    /** The handler is replaced by another instance while I/O runs. */
    HANDLER_SWAP("handlers replaced by another instance");

    /** Kinds that only arrays and plug-ins of real families know. */
    static final Set<FaultKind> OF_FAMILIES = EnumSet.range(OWNER_TAKEN, HANDLER_SWAP);

    /** Kinds that every world may draw. */
    static final Set<FaultKind> OF_ALL = EnumSet.complementOf(EnumSet.copyOf(OF_FAMILIES));

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    /** For people, in the plural. */
    public String words() {
        return words;
    }
}
