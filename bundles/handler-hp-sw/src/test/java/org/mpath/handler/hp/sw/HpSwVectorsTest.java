package org.mpath.handler.hp.sw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;
import org.mpath.itests.array.VirtualReactor;

/** multipath-tools' checker and prioritizer {@code hp_sw}, by its own cases. */
class HpSwVectorsTest {
    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final HpSwHandlerFactory factory = new HpSwHandlerFactory();

    private static List<Vector> checks() throws IOException {
        return Vector.read(HpSwVectorsTest.class, "checker-hp_sw.json");
    }

    private static Map<String, String> exceptions() throws IOException {
        return Vector.exceptions(HpSwVectorsTest.class, "checker-hp_sw-exceptions.txt");
    }

    private static List<Vector> ranks() throws IOException {
        return Vector.read(HpSwVectorsTest.class, "prioritizer-hp_sw.json");
    }

    private ScriptedPath path(Vector vector) {
        return new ScriptedPath("sda", reactor, log, vector.script(Reply.LOST));
    }

    private static List<String> sent(Vector vector, String field) {
        return vector.texts(field).stream().map(cdb -> "sda: " + cdb).toList();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void checksAsMultipathToolsDoes(Vector vector) throws IOException {
        List<String> states = new ArrayList<>();
        factory.checker().check(path(vector), 5 * SECOND, (state, message) -> {
            assertThat(message.isEmpty()).isEqualTo(state.name().equals("UP"));
            states.add(state.name().toLowerCase(Locale.ROOT));
        });
        assertThat(states).hasSize(1);
        String exception = exceptions().get(vector.id());
        if (exception == null) {
            assertThat(states).containsExactly(vector.text("state"));
            assertThat(log).isEqualTo(sent(vector, "cdbs_sent_by_check"));
        } else {
            assertThat(states.get(0) + " after " + log.size()).isEqualTo(exception);
            assertThat(states).as("an exception that is none any more").doesNotContain(vector.text("state"));
        }
    }

    @ParameterizedTest
    @MethodSource("ranks")
    void ranksAsMultipathToolsDoes(Vector vector) {
        List<PathRank> said = new ArrayList<>();
        factory.prioritizer().rank(path(vector), 5 * SECOND, said::add);
        assertThat(said).extracting(PathRank::priority).containsExactly(Integer.valueOf(vector.text("priority")));
        assertThat(log).isEqualTo(sent(vector, "cdbs_sent"));
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(checks()).extracting(Vector::id).containsAll(exceptions().keySet());
    }
}
