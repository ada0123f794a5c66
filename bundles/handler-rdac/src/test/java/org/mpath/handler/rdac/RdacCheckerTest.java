package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.rdac.HandMadeArray.C9;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathChecker;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;

class RdacCheckerTest {
    private static final String SENSE = "5a080a00000000001400";
    private static final String SELECT = "55100000000000001400";

    private final HandMadeArray array = new HandMadeArray();
    private final PathChecker checker = new RdacHandlerFactory().checker();
    private final List<String> results = new ArrayList<>();

    private String check(PathDevice path) {
        results.clear();
        checker.check(path, 5 * SECOND, (state, message) -> results.add((state + " " + message).trim()));
        return results.isEmpty() ? "" : results.get(0);
    }

    // ---- multipath-tools' vectors ----

    static List<Vector> vectors() throws IOException {
        return Vector.read(RdacCheckerTest.class, "checker-rdac.json");
    }

    private static Map<String, String> exceptions() throws IOException {
        return Vector.exceptions(RdacCheckerTest.class, "checker-rdac-exceptions.txt");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answersAsMultipathToolsDoes(Vector vector) throws IOException {
        ScriptedPath path = new ScriptedPath("sda", array.reactor, array.log, vector.script(Reply.LOST));
        String state = check(path).split(" ")[0];
        String upstream = vector.text("state").toUpperCase(Locale.ROOT);
        assertThat(state).isEqualTo(exceptions().getOrDefault(vector.id(), upstream));
        assertThat(array.log).isEqualTo(Stream.of("cdbs_sent_by_init", "cdbs_sent_by_check")
                .flatMap(sent -> vector.texts(sent).stream())
                .map(cdb -> "sda: " + cdb)
                .toList());
        if (vector.fields().containsKey("reason")) {
            assertThat(results.get(0)).endsWith(vector.text("reason").replace("array: ", ""));
        }
        assertThat(exceptions().containsKey(vector.id()) && state.equals(upstream))
                .as("an exception that is none any more").isFalse();
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(vectors()).extracting(Vector::id).containsAll(exceptions().keySet());
    }

    // ---- states ----

    @ParameterizedTest(name = "flags {0}, owned {1}: {2}")
    @CsvSource({
        "00, true, UP",
        "00, false, GHOST another controller owns the unit",
        "80, false, GHOST another controller owns the unit",
        "20, false, UP"
    })
    void thePageTellsTheState(String flags, boolean owned, String result) {
        array.flags = Integer.parseInt(flags, 16);
        array.owners.put(0, owned ? 'b' : 'a');
        assertThat(check(array.path("b0/0"))).isEqualTo(result);
    }

    @ParameterizedTest(name = "state {0} cause {1}, other {2}: {3}")
    @CsvSource({
        "02, 00, 00, UP",
        "03, 00, 00, DOWN controller unavailable",
        "03, 05, 00, DOWN controller unavailable",
        "0e, 00, 00, DOWN controller offline",
        "0f, 00, 00, DOWN starting",
        "0f, 00, 0f, UP"
    })
    void theStatesOfThePortsGoFirst(String state, String cause, String other, String result) {
        array.always.put(C9, Reply.hex("00c9002c 76616331 1101" + state + cause + other + "00".repeat(35)));
        assertThat(check(array.path("a0/0"))).isEqualTo(result);
    }

    @Test
    void noAnswerIsATimeoutAndALostPathIsDown() {
        array.always.put(C9, Reply.SILENCE);
        check(array.path("a0/0"));
        array.reactor.pass(5 * SECOND - 1);
        assertThat(results).isEmpty();
        array.reactor.pass(1);
        assertThat(results).containsExactly("TIMEOUT no answer in time");
        array.always.put(C9, Reply.LOST);
        assertThat(check(array.path("a0/0"))).isEqualTo("DOWN path lost");
    }

    @Test
    void anAnswerThatIsNotBelievedIsDown() {
        array.next(C9, Reply.hex("00c9002c 78787878 0101" + "00".repeat(38)), Reply.hex("00c9002c 76616331 0101"));
        assertThat(check(array.path("a0/0"))).isEqualTo("DOWN not an RDAC controller's answer");
        assertThat(check(array.path("a0/0"))).isEqualTo("DOWN not an RDAC controller's answer");
        assertThat(check(array.path("a0/0"))).isEqualTo("UP");
    }

    // ---- task aborted status ----

    @Test
    void theFirstCheckOfAPathSwitchesTaskAbortedStatusOn() {
        array.always.put(SENSE, Reply.hex("0012001000000000 8a0a02100000000000000000"));
        check(array.path("a0/0"));
        check(array.path("a0/0"));
        assertThat(array.log).containsExactly("a0/0: " + SENSE,
                "a0/0: " + SELECT + " < 0000000000000000" + "0a0a02100040000000000000", "a0/0: " + C9, "a0/0: " + C9);
    }

    @ParameterizedTest
    @CsvSource({
        "0012001000000000 0a0a00000040000000000000", // on already
        "001a001000000008 0a0a00000000000000000000", // block descriptors, though they were not wanted
        "0012001000000000 080a00000000000000000000", // another page
        "0012001000000000 0a0a000000" // cut
    })
    void anythingElseIsLeftAlone(String page) {
        array.always.put(SENSE, Reply.hex(page));
        assertThat(check(array.path("a0/0"))).isEqualTo("UP");
        assertThat(array.log).containsExactly("a0/0: " + SENSE, "a0/0: " + C9);
    }

    @Test
    void aUnitThatKnowsNoControlPageIsCheckedAllTheSame() {
        array.always.put(SENSE, Reply.sense(0x052400));
        assertThat(check(array.path("a0/0"))).isEqualTo("UP");
    }

    @Test
    void aPathThatSwallowsItsFirstCheckIsGivenUpWithinOneTimeoutAndPreparedTheNextTime() {
        array.always.put(SENSE, Reply.SILENCE);
        check(array.path("a0/0"));
        array.reactor.pass(5 * SECOND);
        assertThat(results).containsExactly("TIMEOUT no answer in time");
        array.always.put(SENSE, Reply.sense(0x052400));
        assertThat(check(array.path("a0/0"))).isEqualTo("UP");
        assertThat(array.log).containsExactly("a0/0: " + SENSE, "a0/0: " + SENSE, "a0/0: " + C9);
    }
}
