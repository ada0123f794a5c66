package org.mpath.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.MapPlane;
import org.mpath.api.control.PlaneControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Where maps run: in this process, or in the kernel. */
@Component(service = {PlaneCommands.class, CommandGroup.class}, immediate = true)
public final class PlaneCommands extends CommandGroup {
    private static final Listing<MapPlane> PLANES = new Listing<MapPlane>("planes")
            .text("MAP", "map", MapPlane::map)
            .text("PLANE", "plane", MapPlane::plane)
            .text("CHOSEN", "chosen", MapPlane::chosen)
            .text("WWID", "wwid", MapPlane::wwid);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile PlaneControl control;

    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public PlaneCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** Shows or chooses a plane. */
    @Descriptor("tells whether maps run in this process (core) or in the kernel (dm), or moves one; the choice is kept")
    @Usage(operands = "[MAP] [core|dm]", example = "mpath:plane mpatha core")
    public void plane(CommandSession session, String[] words) {
        run("plane", session, words, call -> {
            String plane = call.operand(1);
            if (plane == null) {
                show(call, call.operand(0));
                return;
            }
            String map = maps.named(call.operand(0)).name();
            control().choose(map, plane);
            call.done(map + (plane.equals(PlaneControl.DM) ? " runs in the kernel: /dev/mapper/" + map : " runs in this process"));
        });
    }

    private void show(Call call, String name) {
        String shown = name == null ? null : maps.named(name).name();
        List<MapPlane> planes = control().placements().stream()
                .filter(map -> shown == null || map.map().equals(shown))
                .toList();
        PLANES.print(call, planes, "no maps; new ones run in " + control().defaultPlane());
    }

    private PlaneControl control() {
        return present(control, "choice of planes", "org.mpath.planes");
    }

    @Override
    List<String> names(String kind) {
        return kind.equals("MAP") ? maps.names() : List.of();
    }
}
