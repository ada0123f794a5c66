package org.mpath.shell;

import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.MapReservation;
import org.mpath.api.control.ReservationControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Keys of persistent reservations. */
@Component(service = {ReservationCommands.class, CommandGroup.class}, immediate = true)
public final class ReservationCommands extends CommandGroup {
    /** What takes a key away. */
    private static final String NONE = "none";

    private final Maps maps;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile ReservationControl control;

    /** Made by Declarative Services. */
    @Activate
    public ReservationCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** Shows keys, and sets one. */
    @Descriptor("shows the keys of persistent reservations and where they are registered; with KEY writes that of a map down, "
            + "none takes it away")
    @Usage(operands = "[MAP] [KEY]", example = "mpath:prkey mpatha 0x123abc")
    public void prkey(CommandSession session, String[] words) {
        run("prkey", session, words, call -> {
            List<String> operands = call.arguments().operands();
            if (operands.size() == 2) {
                set(call, maps.named(operands.get(0)).name(), operands.get(1));
            } else {
                List<MapReservation> shown = operands.isEmpty()
                        ? control().reservations()
                        : List.of(control().reservation(maps.named(operands.get(0)).name()));
                listing(shown).print(call, shown, "no maps");
            }
        });
    }

    private void set(Call call, String map, String key) {
        MapReservation now = control().setKey(map, key);
        String written = now.filed().isEmpty() ? "map " + map + " has no key in the file of keys"
                : "the key of map " + map + " in the file of keys is " + now.filed();
        String holds = now.key().equals(now.filed()) ? ""
                : now.key().isEmpty() ? "; reservation_key is not file, so it does not hold" : "; " + now.key() + " holds, " + now.origin();
        call.done(written + holds);
    }

    /** Most of the time no path refuses its key, and the reasons would be a column of dashes. */
    private static Listing<MapReservation> listing(Collection<MapReservation> shown) {
        boolean reasons = shown.stream().anyMatch(each -> !each.reason().isEmpty());
        return new Listing<MapReservation>("reservations")
                .text("MAP", "map", MapReservation::map)
                .text("KEY", "key", MapReservation::key)
                .text("REGISTERED", "registered", MapReservation::registered)
                .text("PATHS", "", each -> each.registeredPaths() + "/" + each.paths())
                .text("IN FILE", "filed", MapReservation::filed)
                .text("ORIGIN", "origin", MapReservation::origin)
                .text(reasons ? "REASON" : "", "reason", MapReservation::reason)
                .field("wwid", MapReservation::wwid)
                .field("registered_paths", MapReservation::registeredPaths)
                .field("paths", MapReservation::paths);
    }

    private ReservationControl control() {
        return present(control, "discovery", "org.mpath.discovery");
    }

    @Override
    List<String> names(String kind) {
        return switch (kind) {
            case "MAP" -> maps.names();
            case "KEY" -> List.of(NONE);
            default -> List.of();
        };
    }
}
