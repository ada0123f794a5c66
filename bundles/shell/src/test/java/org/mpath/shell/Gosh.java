package org.mpath.shell;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;

/** A Gogo session outside OSGi, with all commands over fake services. */
final class Gosh implements AutoCloseable {
    final FakeDataPlane dataPlane = new FakeDataPlane();
    final FakeInventory inventory = new FakeInventory();
    final FakeLab lab = new FakeLab();
    final FakeIscsi iscsi = new FakeIscsi();
    final FakeNbd nbd = new FakeNbd();
    final FakePlugIns plugIns = new FakePlugIns();
    final FakePlanes planes = new FakePlanes();
    final FakeConfig config = new FakeConfig();
    final EventLog events = new EventLog();
    final FakeBundle framework;

    final Maps maps = new Maps();
    final IscsiCommands iscsiCommands = new IscsiCommands();
    final LabCommands labCommands = new LabCommands();
    final LabArrayCommands labArrayCommands = new LabArrayCommands();
    final TransportCommands transportCommands = new TransportCommands();
    final NbdCommands nbdCommands = new NbdCommands();
    final PlugInCommands plugInCommands = new PlugInCommands(maps);
    final PlaneCommands planeCommands = new PlaneCommands(maps);
    final ConfigCommands configCommands = new ConfigCommands();
    final RuntimeCommands runtimeCommands;
    final WhyCommands whyCommands;
    final FakeDecisions decisions = new FakeDecisions();
    final FakeReservations reservations = new FakeReservations();
    final ReservationCommands reservationCommands = new ReservationCommands(maps);
    private final List<CommandGroup> groups;
    final CommandProcessorImpl processor = new CommandProcessorImpl(null);
    final CommandSession session;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CommandLine line;

    Gosh() {
        this(Map.of());
    }

    Gosh(Map<String, String> properties) {
        framework = new FakeBundle(properties);
        maps.dataPlane = dataPlane;
        maps.inventory = inventory;
        iscsiCommands.control = iscsi;
        iscsiCommands.inventory = inventory;
        labCommands.control = lab;
        labArrayCommands.control = lab;
        nbdCommands.control = nbd;
        plugInCommands.control = plugIns;
        planeCommands.control = planes;
        configCommands.control = config;
        reservationCommands.control = reservations;
        runtimeCommands = new RuntimeCommands(framework.context());
        whyCommands = new WhyCommands(maps, events);
        whyCommands.configuration = config;
        groups = List.of(
                new TopologyCommands(maps), new ShowCommands(maps), new ListCommands(maps), new PathCommands(maps),
                new TableCommands(maps), new MapCommands(maps), new EventCommands(maps, events), whyCommands, plugInCommands,
                planeCommands, configCommands, reservationCommands, iscsiCommands, labCommands, labArrayCommands,
                nbdCommands, transportCommands, runtimeCommands);
        Candidates candidates = new Candidates();
        LineEditor lineEditor = new LineEditor();
        for (CommandGroup group : groups()) {
            group.syntaxes().forEach(syntax -> processor.addCommand(
                    syntax.scope(), CommandServices.function(group, syntax), syntax.name()));
            candidates.addGroup(group);
            lineEditor.addGroup(group);
            if (group != runtimeCommands) {
                runtimeCommands.addGroup(group);
            }
        }
        Welcome welcome = new Welcome();
        welcome.inventory = inventory;
        processor.addCommand("mpath", candidates, "__candidates");
        processor.addCommand("mpath", lineEditor, "__lineeditor");
        processor.addCommand("mpath", welcome, "__welcome");
        processor.addCommand("mpath", new UnknownCommand(), "__unknown");
        PrintStream screen = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        session = processor.createSession(InputStream.nullInputStream(), screen, complaints);
        line = new CommandLine(session, screen, complaints);
    }

    List<CommandGroup> groups() {
        return groups;
    }

    /** Runs a program and gives back its exit code. */
    int code(String program) {
        out.reset();
        err.reset();
        return line.run(program).number();
    }

    /** Runs a program that is to work and gives back what it printed. */
    String run(String program) {
        int code = code(program);
        if (code != 0) {
            throw new AssertionError(program + " ended with " + code + ": " + complaint());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Runs a program that is to fail and gives back the sentence. */
    String failure(String program) {
        if (code(program) == 0) {
            throw new AssertionError(program + " worked: " + out.toString(StandardCharsets.UTF_8));
        }
        return complaint();
    }

    /** What the last program printed. */
    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String complaint() {
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        session.close();
        processor.stop();
    }
}
