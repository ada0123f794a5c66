package org.mpath.itests.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.check.bad.BadCreation;

/** What the author of a handler sees. */
class CommandLineIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) throws Exception {
        return CheckHandler.run(stream(out), stream(err), arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String bad() throws IOException {
        return new HandlerJar(BadCreation.TakesAnything.class, "prototype", "").write(folder).toString();
    }

    @Test
    void aBrokenRuleSaysWhatIsWrongWhatToDoAndHowToTryAgain() throws Exception {
        String jar = bad();
        assertThat(run(jar, "--only", "manifest,arguments", "--seed", "5")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ok      manifest")
                .contains("FAILED  arguments")
                .contains("wrong:  create([no-such-argument-7f3a]) is accepted")
                .contains("do:     throw IllegalArgumentException")
                .contains("why:    a typing error in a table")
                .contains("again:  ./mpath check-handler " + jar + " --only arguments --seed 5")
                .contains("1 ok, 1 failed, 0 skipped");
    }

    @Test
    void jsonIsOneDocumentAndNothingElse() throws Exception {
        assertThat(run(bad(), "--only", "manifest,arguments", "--json")).isEqualTo(1);
        assertThat(fields("verdict")).containsExactly("ok", "failed");
        assertThat(fields("ok")).containsExactly("false");
        assertThat(fields("wrong")).isNotEmpty();
    }

    private List<String> fields(String name) throws IOException {
        List<String> values = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(out.toByteArray())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals(name)) {
                    json.nextToken();
                    values.add(json.getText());
                }
            }
        }
        return values;
    }

    @Test
    void theListNamesEachRuleWithItsReason() throws Exception {
        assertThat(run("--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("close            after close() no timer").contains("because ");
    }

    @Test
    void aWrongOptionIsOneSentenceAndExitCode2() throws Exception {
        assertThat(run("--only", "nonsense")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("mpath: check-handler: unknown rule 'nonsense'; --list names"
                + " them; try: mpath help check-handler" + System.lineSeparator());
    }

    @Test
    void theSameSeedTriesTheSame() throws Exception {
        String jar = OwnHandlersIT.jar("handler-alua").toString();
        run(jar, "--only", "hostile-replies", "--seed", "9", "--json");
        String first = out.toString(StandardCharsets.UTF_8).replaceAll("\"millis\" : \\d+", "");
        out.reset();
        run(jar, "--only", "hostile-replies", "--seed", "9", "--json");
        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\"millis\" : \\d+", "")).isEqualTo(first);
    }
}
