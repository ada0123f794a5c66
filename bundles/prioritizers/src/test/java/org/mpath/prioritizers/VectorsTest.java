package org.mpath.prioritizers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;
import org.mpath.itests.array.VirtualReactor;

/** multipath-tools' prioritizers, case by case: what they answer and what they ask. */
class VectorsTest {
    private static final long TIMEOUT_NANOS = 30 * VirtualReactor.SECOND;
    private static final List<PrioritizerFactory> FACTORIES = List.of(new ConstFactory(), new OntapFactory(),
            new DatacoreFactory(), new IetFactory(), new WeightedPathFactory());
    private static final List<String> WITH_EXCEPTIONS = List.of("iet", "weightedpath");

    static Stream<Arguments> vectors() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (PrioritizerFactory factory : FACTORIES) {
            for (Vector vector : Vector.read(VectorsTest.class, "prioritizer-" + factory.name() + ".json")) {
                all.add(Arguments.of(vector, factory));
            }
        }
        return all.stream();
    }

    private static Map<String, String> exceptions() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : WITH_EXCEPTIONS) {
            all.putAll(Vector.exceptions(VectorsTest.class, "prioritizer-" + name + "-exceptions.txt"));
        }
        return all;
    }

    /** The path the cases were taken with: {@code sda}, 4:0:1:7, iSCSI. Where ports have numbers, that is its port. */
    private static ScriptedPath path(PrioritizerFactory factory, List<String> log, Vector vector) {
        String port = factory instanceof IetFactory ? "192.0.2.1:3260,1,iqn.2026-11.org.example:t" : "4:0:1";
        return new ScriptedPath("sda", new VirtualReactor(), log, vector.script(Reply.LOST)).at("iscsi", port, 7);
    }

    private static String ranked(PrioritizerFactory factory, Vector vector, List<String> log) {
        List<PathRank> ranks = new ArrayList<>();
        String words = vector.text("args");
        Prioritizer prioritizer;
        try {
            prioritizer = factory.create(words.isEmpty() ? List.of() : List.of(words.split(" ")));
        } catch (IllegalArgumentException refusal) {
            return "refused";
        }
        assertThat(prioritizer.name()).isEqualTo(factory.name());
        prioritizer.rank(path(factory, log, vector), TIMEOUT_NANOS, ranks::add);
        assertThat(ranks).hasSize(1);
        return String.valueOf(ranks.get(0).priority());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void ranksAsMultipathToolsDoes(Vector vector, PrioritizerFactory factory) throws IOException {
        List<String> log = new ArrayList<>();
        String exception = exceptions().get(vector.id());
        assertThat(ranked(factory, vector, log)).isEqualTo(exception == null ? vector.text("priority") : exception);
        assertThat(exception).as("an exception that is none any more").isNotEqualTo(vector.text("priority"));
        assertThat(log).isEqualTo(vector.texts("cdbs_sent").stream().map(cdb -> "sda: " + cdb).toList());
    }
}
