package org.mpath.core;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;
import org.mpath.core.MapTable.QueueMode;

/**
 * Which hardware handler a map uses: its table's, or one that is attached to a path already (device-mapper's attach rules,
 * seed-systems 3.3). The paths are looked at in table order, and what one settles holds for the next.
 *
 * <ol>
 *   <li>With {@code retain_attached_hw_handler} a handler that is attached to the path wins over the table's.
 *   <li>Without it the table's is attached, unless the path has another: then that one wins too.
 *   <li>The table's arguments are for the table's handler; when another wins they are dropped.
 *   <li>In bio mode the table's handler words are passed over.
 * </ol>
 *
 * @param name the handler's name; empty when none
 * @param arguments its arguments
 */
public record HandlerChoice(String name, List<String> arguments) {
    private static final String ATTACH = "error attaching hardware handler";
    private static final String PARAMETERS = "unable to set hardware handler parameters";

    /** How the attempt to attach a handler to a path ended. */
    public enum Attached {
        /** It is attached, or was already. */
        YES,
        /** The path has another, which stays (EBUSY). */
        OTHER,
        /** It does not support what is behind the path (ENODEV). */
        UNSUPPORTED,
        /** It tried and failed (EINVAL). */
        FAILED,
        /** There is no such handler type (EINVAL). */
        UNKNOWN,
        /** It is attached but refuses the arguments (EINVAL). */
        ARGUMENTS_REFUSED
    }

    /** Attaches handlers to paths. */
    @FunctionalInterface
    public interface Attacher {
        /** Attaches a handler of that name to a path. */
        Attached attach(String path, String handler, List<String> arguments);
    }

    /**
     * Chooses, and attaches the choice to every path.
     *
     * @param attached the name of the handler that is attached to a path; empty when none
     * @throws MapException with {@link Code#NOT_FOUND} when the handler does not support a path, otherwise
     *     {@link Code#INVALID}; one sentence that names the handler and the path
     */
    public static HandlerChoice of(MapTable table, UnaryOperator<String> attached, Attacher attacher) {
        HandlerChoice choice = table.queueMode() == QueueMode.BIO
                ? new HandlerChoice("", List.of())
                : new HandlerChoice(table.handlerName(), table.handlerArguments());
        for (GroupSpec group : table.groups()) {
            for (PathSpec path : group.paths()) {
                choice = choice.on(path, table, attached.apply(path.name()), attacher);
            }
        }
        return choice;
    }

    /**
     * Makes the handler that was chosen, with its arguments: one word less than the table announces.
     *
     * @param type the type of that name; null when there is none
     * @param known the names of the types there are
     * @throws IllegalArgumentException one sentence with the kernel's keyword, the word at fault and its position
     */
    public HardwareHandler create(MapTable table, HardwareHandlerFactory type, Collection<String> known) {
        Place place = place(table);
        if (type == null) {
            throw new IllegalArgumentException(
                    place.refusal("unknown hardware handler type", name, Place.known(known)));
        }
        try {
            return type.create(arguments);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place.refusal("hardware handler constructor failed", name,
                    ": " + place.plus(1).naming(e.getMessage(), arguments)), e);
        }
    }

    private Place place(MapTable table) {
        return name.equals(table.handlerName()) ? table.handlerPlace() : Place.NONE;
    }

    private HandlerChoice on(PathSpec path, MapTable table, String present, Attacher attacher) {
        boolean retained = table.retainAttachedHandler() && !present.isEmpty();
        HandlerChoice choice = retained ? new HandlerChoice(present, List.of()) : this;
        if (choice.name.isEmpty()) {
            return choice;
        }
        Attached outcome = attacher.attach(path.name(), choice.name, choice.arguments);
        return switch (outcome) {
            case YES -> choice;
            case OTHER -> new HandlerChoice(present, List.of());
            case UNSUPPORTED -> throw choice.refusal(Code.NOT_FOUND, ATTACH, table, " does not support path ", path);
            case FAILED -> throw choice.refusal(Code.INVALID, ATTACH, table, " failed on path ", path);
            case UNKNOWN -> throw choice.refusal(Code.INVALID, ATTACH, table, " is not a known handler; path ", path);
            case ARGUMENTS_REFUSED -> throw choice.refusal(Code.INVALID, PARAMETERS, table,
                    " refuses '" + String.join(" ", choice.arguments) + "' on path ", path);
        };
    }

    private MapException refusal(Code code, String keyword, MapTable table, String why, PathSpec path) {
        return new MapException(code, place(table).refusal(keyword, name, why + path.place().named(path.name())));
    }
}
