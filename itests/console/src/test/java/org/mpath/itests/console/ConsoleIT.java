package org.mpath.itests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.ShortFolders;

/** A person at a terminal, and a second one at another. Most share one runtime; those that end it have their own. */
class ConsoleIT {
    private static final String SIZE = "cols 120 rows 40";

    private static Path var;
    private static Pty console;
    private static String greeting;

    @BeforeAll
    static void start() throws IOException {
        var = stateDirectory();
        console = run(SIZE, Map.of(), var);
        greeting = console.greeting();
    }

    @AfterAll
    static void end() {
        console.close();
    }

    /** Not JUnit's: a socket lives there, and its path must be short. */
    private static Path stateDirectory() throws IOException {
        return ShortFolders.create();
    }

    private static Pty run(String stty, Map<String, String> environment, Path state) throws IOException {
        return new Pty(stty, environment, "run --var " + state);
    }

    @Test
    void showsTheTopologyAndAPrompt() {
        assertThat(greeting.lines().filter(line -> line.contains("active ready running"))).hasSize(12);
        assertThat(greeting).contains("mpatha (", "mpathb (", "mpathc (", "`help` lists the commands");
    }

    @Test
    void exitEndsTheRuntime() throws Exception {
        try (Pty own = run(SIZE, Map.of(), stateDirectory())) {
            own.greeting();
            own.type("exit\r");
            assertThat(own.exitCode()).isZero();
        }
    }

    @Test
    void endOfInputEndsTheRuntime() throws Exception {
        try (Pty own = run(SIZE, Map.of(), stateDirectory())) {
            own.greeting();
            own.type("\u0004");
            assertThat(own.exitCode()).isZero();
        }
    }

    @Test
    void completesCommandsPathsPortsAndOptions() throws Exception {
        console.type("mpath:fai\t");
        console.await("the command completed", text -> text.contains("mpath:fail "));
        console.type("lab:A0/0\t");
        console.await("the path completed", text -> text.contains("lab:A0/0 "));
        console.type("mpa\t");
        console.await("candidates for the map", text -> text.contains("mpathb") && text.contains("mpathc"));
        console.type("a\r");
        console.await("the verb", text -> text.contains("failed lab:A0/0 in mpatha") && text.endsWith(Pty.PROMPT));
        console.type("lab:delay B\t");
        console.await("candidates for the port", text -> text.contains("B0") && text.contains("B1"));
        console.type("1 5\r");
        console.await("the verb", text -> text.contains("port B1 answers 5 ms late") && text.endsWith(Pty.PROMPT));
        console.enter("lab:heal B1");
        console.type("maps --js\t");
        console.await("the option completed", text -> text.contains("--json "));
        console.type("\r");
        console.await("the document", text -> text.contains("{\"major_version\":1") && text.endsWith(Pty.PROMPT));
    }

    @Test
    void completesMessagesGroupsSettingsAndOptionValues() throws Exception {
        console.type("mpath:mess\tmpathc fai\t");
        console.await("candidates for the message", text -> text.contains("fail_if_no_path") && text.contains("fail_path"));
        console.type("p\tlab:A0/2\r");
        console.await("the verb", text -> text.contains("sent mpathc fail_path lab:A0/2") && text.endsWith(Pty.PROMPT));
        console.type("mpath:switch-gr\tmpathc \t");
        console.await("the group completed", text -> text.contains("mpath:switch-group mpathc 1"));
        console.type("\r");
        console.await("the verb", text -> text.contains("mpathc switches to group 1") && text.endsWith(Pty.PROMPT));
        console.type("mpath:status mpathc --fo\t2005\r");
        console.await("the status", text -> text.contains("--form 2005") && text.contains("0 131072 multipath 1 0")
                && text.endsWith(Pty.PROMPT));
        console.type("mpath:policy mpathc no_pa\t");
        console.await("the setting as it is", text -> text.contains("no_path_timeout=30000"));
        console.type("\r");
        console.await("the verb", text -> text.contains("policy of mpathc: fence=strict") && text.endsWith(Pty.PROMPT));
        console.type("mpath:selector mpathc hist\t\r");
        console.await("the verb", text -> text.contains("mpathc chooses paths by historical-service-time")
                && text.endsWith(Pty.PROMPT));
        console.enter("mpath:reinstate lab:A0/2; mpath:selector mpathc round-robin");
    }

    @Test
    void whyWrapsAtTheTerminalsWidth() throws Exception {
        String why = console.enter("mpath:why lab:B0/1");
        assertThat(why).contains("lab:B0/1 in mpathb takes I/O", "checker", "ready");
        assertThat(why.lines()).filteredOn(line -> !line.contains(Pty.PROMPT)).allMatch(line -> line.length() <= 120);
    }

    @Test
    void aPathFailedByHandShowsAndIsReinstated() throws Exception {
        assertThat(console.enter("mpath:fail lab:A0/1; topology mpathb")).contains("lab:A0/1 failed ");
        assertThat(console.enter("mpath:reinstate lab:A0/1; topology mpathb"))
                .contains("lab:A0/1 active ready running");
        assertThat(console.enter("events")).contains("mpath.path.failed", "mpath.path.reinstated");
    }

    @Test
    void mistakesAreSentences() throws Exception {
        assertThat(console.enter("mpath:fail lab:A9/0")).contains("no path lab:A9/0: nearest is lab:A");
        assertThat(console.enter("topologie")).contains("no command topologie: nearest is topology");
        assertThat(console.enter("lab:delay A0 soon")).contains("MILLIS is a number from 0 to 600000, not 'soon'");
        assertThat(console.enter("help mpath:fail")).contains("usage: mpath:fail", "example: mpath:fail lab:A0/0");
    }

    @Test
    void aSecondTerminalHasASessionOfItsOwn() throws Exception {
        try (Pty second = new Pty(SIZE, Map.of(), "shell --var " + var)) {
            assertThat(second.greeting()).contains("mpatha (");
            second.type("lab:dela\t");
            second.await("the command completed", text -> text.contains("lab:delay "));
            second.type("A1 3\r");
            second.await("the verb", text -> text.contains("port A1 answers 3 ms late") && text.endsWith(Pty.PROMPT));
            second.type("exit\r");
            assertThat(second.exitCode()).isZero();
        }
        assertThat(console.enter("lab:ports; lab:heal A1")).contains("delay 3 ms", "port A1 is healed");
    }

    @Test
    void coloursStates() throws Exception {
        assertThat(rawTable(console)).contains("\u001b[32mactive");
    }

    @Test
    void coloursNothingWhenNoColorIsSet() throws Exception {
        try (Pty own = run(SIZE, Map.of("NO_COLOR", "1"), stateDirectory())) {
            own.greeting();
            assertThat(rawTable(own)).contains("active").doesNotContain("\u001b[32m");
        }
    }

    private static String rawTable(Pty terminal) throws IOException {
        terminal.type("maps\r");
        String shown = Await.until(
                "the table", Pty.LIMIT, terminal::raw, text -> text.lastIndexOf(Pty.PROMPT) > text.lastIndexOf("mpathc")
                        && text.contains("mpathc"));
        terminal.await("the prompt", text -> text.endsWith(Pty.PROMPT));
        return shown;
    }

    /** A pty without a size once kept the line editor busy for ever. */
    @Test
    void aTerminalWithoutASizeWorksToo() throws Exception {
        try (Pty own = run("", Map.of(), stateDirectory())) {
            own.greeting();
            assertThat(own.enter("lab:ports")).contains("A0", "B1");
        }
    }
}
