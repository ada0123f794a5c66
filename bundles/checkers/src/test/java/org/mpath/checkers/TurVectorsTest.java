package org.mpath.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;
import org.mpath.itests.array.VirtualReactor;

/** multipath-tools' checker {@code tur}, case by case. */
class TurVectorsTest {
    private static final long TIMEOUT_NANOS = 30 * VirtualReactor.SECOND;

    static List<Vector> vectors() throws IOException {
        return Vector.read(TurVectorsTest.class, "checker-tur.json");
    }

    private static Map<String, String> exceptions() throws IOException {
        return Vector.exceptions(TurVectorsTest.class, "checker-tur-exceptions.txt");
    }

    private static String checked(PathCheckerFactory factory, Vector vector) {
        List<String> log = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        ScriptedPath path = new ScriptedPath("sda", new VirtualReactor(), log, vector.script(Reply.LOST));
        factory.create().check(path, TIMEOUT_NANOS, (state, message) -> told.add(new Told(state, message)));
        assertThat(told).hasSize(1);
        assertThat(log).containsOnly("sda: 000000000000");
        return told.get(0).state().name().toLowerCase(Locale.ROOT) + " after " + log.size();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void checksAsMultipathToolsDoes(Vector vector) throws IOException {
        String theirs = vector.text("state") + " after " + vector.texts("cdbs_sent_by_check").size();
        String exception = exceptions().get(vector.id());
        assertThat(checked(new TurFactory(), vector)).isEqualTo(exception == null ? theirs : exception);
        assertThat(exception).as("an exception that is none any more").isNotEqualTo(theirs);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theOneForSmartArraysSaysTheSame(Vector vector) {
        assertThat(checked(new CcissTurFactory(), vector)).isEqualTo(checked(new TurFactory(), vector));
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(vectors()).extracting(Vector::id).containsAll(exceptions().keySet());
    }
}
