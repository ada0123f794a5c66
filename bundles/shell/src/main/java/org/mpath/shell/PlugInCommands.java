package org.mpath.shell;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Handler and selector types, and the bundles that bring them. */
@Component(service = {PlugInCommands.class, CommandGroup.class}, immediate = true)
public final class PlugInCommands extends CommandGroup {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile PlugInControl control;

    private final Maps maps;

    /** Made by Declarative Services. */
    @Activate
    public PlugInCommands(@Reference Maps maps) {
        super("mpath");
        this.maps = maps;
    }

    /** The types. */
    @Descriptor("lists handler and selector types, the bundles that bring them and the maps that use them")
    @Usage(example = "mpath:plugins")
    public void plugins(CommandSession session, String[] words) {
        run("plugins", session, words, call -> {
            List<PlugInState> types = maps.plane().plugIns();
            listing(types).print(call, types, "no plug-ins; `felix:lb` lists the bundles");
        });
    }

    /** Most of the time no version is distrusted or leaving, and the reasons would be a column of dashes. */
    private static Listing<PlugInState> listing(Collection<PlugInState> types) {
        boolean reasons = types.stream().anyMatch(type -> !type.reason().isEmpty());
        return new Listing<PlugInState>("plug_ins")
                .text("KIND", "kind", PlugInState::kind)
                .text("NAME", "name", PlugInState::name)
                .text("BUNDLE", "bundle", PlugInState::bundle)
                .state("STANDING", "standing", type -> StateWord.of(type.standing()))
                .number("USES", "uses", PlugInState::uses)
                .text("MAPS", "", type -> String.join(" ", type.maps()))
                .field("maps", PlugInState::maps)
                .text(reasons ? "REASON" : "", "reason", PlugInState::reason);
    }

    /** Bundles come, are replaced and go. */
    @Descriptor("installs a plug-in bundle, replaces one by another build, or removes one, until the runtime ends")
    @Usage(
            operands = "install|update|uninstall BUNDLE|FILE...",
            options = "--force  removes a bundle in use: its maps let go first, and lose no I/O",
            example = "mpath:plugin update org.mpath.handler.alua /srv/handler-alua.jar")
    public void plugin(CommandSession session, String[] words) {
        run("plugin", session, words, call -> {
            List<String> operands = call.arguments().operands();
            List<String> names = operands.subList(1, operands.size());
            boolean force = call.arguments().has("--force");
            String verb = operands.get(0);
            if (force && !verb.equals("uninstall")) {
                throw call.arguments().syntax().wrong("only uninstall can be forced");
            }
            call.done(switch (verb) {
                case "install" -> control().install(file(only(call, names), session));
                case "update" -> update(call, names, session);
                default -> control().uninstall(String.join(" ", names), force);
            });
        });
    }

    /** A bundle's name, perhaps with a version, and a file. */
    private String update(Call call, List<String> names, CommandSession session) {
        int last = names.size() - 1;
        if (last < 1) {
            throw call.arguments().syntax().wrong("mpath:plugin update needs BUNDLE and FILE");
        }
        return control().update(String.join(" ", names.subList(0, last)), file(names.get(last), session));
    }

    private static String only(Call call, List<String> names) {
        if (names.size() > 1) {
            throw call.arguments().syntax().wrong("'" + names.get(1) + "' is one word too many");
        }
        return names.get(0);
    }

    private static Path file(String name, CommandSession session) {
        Path folder = session.currentDir() == null ? Path.of("") : session.currentDir();
        return folder.resolve(name);
    }

    private PlugInControl control() {
        return present(control, "plug-in control", "org.mpath.runtime.deploy");
    }

    @Override
    List<String> names(String kind) {
        return List.of();
    }

    /** Bundles, then their versions; not files, which words are not in this shell. */
    @Override
    List<String> names(String kind, List<String> before) {
        DataPlane present = maps.dataPlane;
        if (present == null || before.get(0).equals("install") || before.size() > 2) {
            return List.of();
        }
        String typed = before.size() == 1 ? "" : before.get(1) + " ";
        return present.plugIns().stream()
                .map(PlugInState::bundle)
                .filter(bundle -> bundle.startsWith(typed))
                .map(bundle -> bundle.split(" ")[typed.isEmpty() ? 0 : 1])
                .distinct()
                .sorted()
                .toList();
    }
}
