package org.mpath.shell;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Help, version, and the end of the session or the runtime. */
@Component(service = {RuntimeCommands.class, CommandGroup.class}, immediate = true)
public final class RuntimeCommands extends CommandGroup {
    /** Session variable: a {@link Runnable} that ends the session, for sessions that are not the console's. */
    static final String SESSION_END = ".mpath.end";

    private static final String GOGO_HELP = "gogo:help";

    private static final Listing<Syntax> COMMANDS = new Listing<Syntax>("commands")
            .text("COMMAND", "name", Syntax::fullName)
            .text("WHAT IT DOES", "summary", Syntax::summary)
            .field("usage", Syntax::usage)
            .field("example", Syntax::example);

    private final BundleContext context;
    private final List<CommandGroup> groups = new CopyOnWriteArrayList<>();

    /** Made by Declarative Services. */
    @Activate
    public RuntimeCommands(BundleContext context) {
        super("mpath");
        this.context = context;
        groups.add(this);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(component.name=org.mpath.shell.RuntimeCommands))")
    void addGroup(CommandGroup group) {
        groups.add(group);
    }

    void removeGroup(CommandGroup group) {
        groups.remove(group);
    }

    /** Help. */
    @Descriptor("lists the commands, or explains one")
    @Usage(operands = "[COMMAND]", example = "mpath:help mpath:fail")
    public void help(CommandSession session, String[] words) {
        run("help", session, words, call -> {
            String name = call.operand(0);
            List<Syntax> found = matching(name);
            if (call.json() && !found.isEmpty()) {
                COMMANDS.print(call, found, "");
            } else if (name == null) {
                COMMANDS.print(call, found, "");
                boolean more = session.get(GOGO_HELP) instanceof Function;
                call.screen().sentence("`help COMMAND` explains one" + (more ? "; `gogo:help` lists the shell's own" : ""));
            } else if (found.isEmpty()) {
                foreign(session, name);
            } else {
                found.forEach(syntax -> syntax.help().forEach(call.screen()::sentence));
            }
        });
    }

    private List<Syntax> matching(String name) {
        return groups.stream()
                .flatMap(group -> group.syntaxes().stream())
                .filter(syntax -> name == null || syntax.name().equals(name) || syntax.fullName().equals(name))
                .sorted(Comparator.comparing(Syntax::fullName))
                .toList();
    }

    /** Commands of other bundles are explained by the shell's own help, where there is one. */
    private void foreign(CommandSession session, String name) {
        boolean known = session.get(name.contains(":") ? name : "*:" + name) instanceof Function;
        if (!known) {
            List<String> names = matching(null).stream().map(Syntax::fullName).toList();
            throw Text.unknown("command", name, names, "help");
        }
        try {
            if (session.get(GOGO_HELP) instanceof Function help) {
                help.execute(session, List.of(name));
            }
        } catch (Exception failure) {
            throw new CommandException(ExitCode.OTHER, GOGO_HELP + " failed: " + failure.getMessage());
        }
    }

    /** Version. */
    @Descriptor("prints the versions of mpath, the framework and Java")
    @Usage(example = "mpath:version")
    public void version(CommandSession session, String[] words) {
        run("version", session, words, call -> {
            String version = context.getBundle().getVersion().toString();
            Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
            String framework = system.getSymbolicName() + " " + system.getVersion();
            String java = System.getProperty("java.version");
            if (call.json()) {
                call.document(json -> {
                    json.writeStringField("version", version);
                    json.writeStringField("framework", framework);
                    json.writeStringField("java", java);
                });
            } else {
                call.screen().sentence("mpath " + version + ", " + framework + ", Java " + java);
            }
        });
    }

    /** Ends the session. */
    @Descriptor("ends this session; on the console, the runtime")
    @Usage(example = "mpath:exit")
    public void exit(CommandSession session, String[] words) {
        run("exit", session, words, call -> {
            if (session.get(SESSION_END) instanceof Runnable end) {
                end.run();
            } else {
                stopFramework(session);
            }
        });
    }

    /** Ends the runtime. */
    @Descriptor("ends the runtime")
    @Usage(example = "mpath:shutdown")
    public void shutdown(CommandSession session, String[] words) {
        run("shutdown", session, words, call -> stopFramework(session));
    }

    private void stopFramework(CommandSession session) {
        session.put("prompt", ""); // the console asks once more before it hears of the end
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException failure) {
            throw new CommandException(ExitCode.OTHER, "the runtime does not stop: " + failure.getMessage());
        }
    }

    @Override
    List<String> names(String kind) {
        return kind.equals("COMMAND")
                ? matching(null).stream().map(Syntax::fullName).toList()
                : List.of();
    }
}
