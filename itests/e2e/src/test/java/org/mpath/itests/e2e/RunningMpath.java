package org.mpath.itests.e2e;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** A runtime as a process of its own, with its own etc, var and deploy folders, seen through local JMX like JConsole. */
final class RunningMpath implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Path IMAGE = Path.of(System.getProperty("mpath.image"));

    private final Path home;
    private final Process process;
    private JMXConnector connector;

    /**
     * Starts a runtime in the background.
     *
     * @param home an empty folder; keep its path short, a socket lives below it
     * @param configuration text of .cfg files by persistent id
     */
    RunningMpath(Path home, Map<String, String> configuration) throws IOException {
        this.home = home;
        writeEtc(home, configuration);
        this.process = Programs.start(
                home.resolve("out.log"), home.resolve("err.log"), command(home, "run", "--daemon"));
    }

    /** The image that is run. */
    static Path image() {
        return IMAGE;
    }

    static void writeEtc(Path home, Map<String, String> configuration) throws IOException {
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("deploy"));
        try (var files = Files.list(IMAGE.resolve("etc"))) {
            for (Path file : files.filter(file -> !file.toString().endsWith(".cfg")).toList()) {
                Files.copy(file, home.resolve("etc").resolve(file.getFileName().toString()));
            }
        }
        for (Map.Entry<String, String> entry : configuration.entrySet()) {
            Files.writeString(home.resolve("etc").resolve(entry.getKey() + ".cfg"), entry.getValue());
        }
    }

    static String[] command(Path home, String verb, String... arguments) {
        List<String> words = new ArrayList<>(List.of(IMAGE.resolve("mpath").toString(), verb));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--etc", home.resolve("etc").toString(), "--var", home.resolve("var").toString(),
                "--deploy", home.resolve("deploy").toString()));
        return words.toArray(String[]::new);
    }

    /** Runs commands in the running runtime: {@code mpath shell -c}. Maps may be there a moment before its shell is. */
    Programs.Result shell(String commands) {
        Await.until("the shell", LIMIT, () -> Files.exists(home.resolve("var/run/shell.sock")) || !process.isAlive());
        return Programs.run(LIMIT, IMAGE.resolve("mpath").toString(), "shell", "-c", commands,
                "--var", home.resolve("var").toString());
    }

    Path home() {
        return home;
    }

    Path socket() {
        return home.resolve("var/run/nbd.sock");
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    String uri(String map) {
        return "nbd+unix:///" + map + "?socket=" + socket();
    }

    long pid() {
        return process.pid();
    }

    String log() throws IOException {
        return Files.readString(home.resolve("err.log")) + Files.readString(home.resolve("out.log"));
    }

    /** The platform MBean server of the runtime, reached by local attach. */
    synchronized MBeanServerConnection jmx() throws Exception {
        if (connector == null) {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        }
        return connector.getMBeanServerConnection();
    }

    /** Invokes an operation of a bean; numbers and booleans are taken for primitive parameters. */
    Object invoke(ObjectName bean, String operation, Object... arguments) throws Exception {
        String[] signature = Arrays.stream(arguments).map(RunningMpath::type).toArray(String[]::new);
        return jmx().invoke(bean, operation, arguments, signature);
    }

    private static String type(Object argument) {
        return switch (argument.getClass().getSimpleName()) {
            case "Integer" -> "int";
            case "Long" -> "long";
            case "Boolean" -> "boolean";
            default -> "java.lang.String";
        };
    }

    /** Waits until it takes commands. */
    void awaitReady() {
        Await.until("the runtime to take commands", LIMIT, () -> shell("mpath:maps").exitCode() == 0);
    }

    /** Waits until a map with so many active paths is there. */
    void awaitMap(String map, int activePaths) {
        Await.until("map " + map + " with " + activePaths + " active paths", LIMIT, () -> pathStates(map),
                states -> states.values().stream().filter("active"::equals).count() == activePaths);
    }

    /** Waits until a path has a state. */
    void awaitPath(String map, String pathPart, String state) {
        Await.until("path *" + pathPart + "* of " + map + " to be " + state, LIMIT, () -> pathStates(map),
                states -> states.entrySet().stream()
                        .anyMatch(entry -> entry.getKey().contains(pathPart) && entry.getValue().equals(state)));
    }

    /** State words of the paths of a map, by name, as JMX tells them. */
    Map<String, String> pathStates(String map) throws Exception {
        MBeanServerConnection server = jmx();
        Set<ObjectName> names = new TreeSet<>(server.queryNames(
                new ObjectName("org.mpath:type=Path,map=" + map + ",*"), null));
        return names.stream().collect(Collectors.toMap(RunningMpath::nameOf, name -> state(server, name)));
    }

    static String nameOf(ObjectName name) {
        String value = name.getKeyProperty("name");
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }

    private static String state(MBeanServerConnection server, ObjectName name) {
        try {
            return String.valueOf(server.getAttribute(name, "State")).toLowerCase(java.util.Locale.ROOT);
        } catch (Exception e) {
            return "gone";
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        if (connector != null) {
            try {
                connector.close();
            } catch (IOException e) {
                // the runtime is going away anyway
            }
        }
        Programs.end(process);
    }
}
