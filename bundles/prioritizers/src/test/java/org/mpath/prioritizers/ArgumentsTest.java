package org.mpath.prioritizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PrioritizerFactory;

/** What a prioritizer cannot do anything with is refused, and the word is named. */
class ArgumentsTest {
    private static final List<PrioritizerFactory> FACTORIES = List.of(new ConstFactory(), new RandomFactory(), new OntapFactory(),
            new DatacoreFactory(), new IetFactory(), new WeightedPathFactory(), new PathLatencyFactory());

    private static PrioritizerFactory factory(String name) {
        return FACTORIES.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> words(String arguments) {
        return arguments == null ? List.of() : List.of(arguments.split(" "));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "const, x, x", "random, 7, 7", "ontap, preferredip=1.2.3.4, preferredip=1.2.3.4",
        "datacore, , preferredsds=", "datacore, preferredsds=S, preferredsds=S", "datacore, preferredsds=SDS1 timeout=499, timeout=499",
        "datacore, preferredsds=SDS1 timeout=20001, timeout=20001", "datacore, preferredsds=SDS1 timeout=1e3, timeout=1e3",
        "datacore, preferredsds=SDS1 preferredsds=SDS2, preferredsds=SDS2", "datacore, SDS1, SDS1",
        "iet, , preferredip=", "iet, preferredip=example.org, preferredip=example.org", "iet, ip=1.2.3.4, ip=1.2.3.4",
        "path_latency, io_num=19, io_num=19", "path_latency, io_num=201, io_num=201", "path_latency, base_num=1.09, base_num=1.09",
        "path_latency, base_num=10.1, base_num=10.1", "path_latency, base_num=NaN, base_num=NaN", "path_latency, 20 2, 20",
        "weightedpath, , hbtl", "weightedpath, wwn .* 1, wwn", "weightedpath, foo sda 1, foo", "weightedpath, devname sda, sda",
        "weightedpath, devname sd(a 1, sd(a", "weightedpath, devname sda ten, ten", "weightedpath, devname sda -1, -1",
        "weightedpath, devname sda 1 sdb, sdb", "weightedpath, devname, devname", "weightedpath, devname (a)\\1 1, (a)\\1"
    })
    void areRefusedByTheWordThatIsWrong(String name, String arguments, String word) {
        PrioritizerFactory factory = factory(name);
        List<String> words = words(arguments);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(words))
                .withMessageContaining(name)
                .withMessageContaining(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "const", "random", "ontap", "path_latency", "path_latency io_num=20", "path_latency io_num=200 base_num=1.1",
        "path_latency base_num=10", "datacore preferredsds=SD timeout=500", "datacore timeout=20000 preferredsds=SDS1",
        "iet preferredip=1.2.3.4", "iet preferredip=2001:db8::1", "weightedpath serial ^0395J[[:digit:]] 999999999 .* 0"
    })
    void areTakenAtTheEndsOfTheirRanges(String text) {
        List<String> words = words(text);
        assertThat(factory(words.get(0)).create(words.subList(1, words.size()))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257})
    void ofAWeightedPathAreBounded(int pairs) {
        String text = "devname" + " sda 1".repeat(pairs);
        if (pairs > 256) {
            assertThatIllegalArgumentException().isThrownBy(() -> new WeightedPathFactory().create(words(text)));
        } else {
            assertThat(new WeightedPathFactory().create(words(text))).isNotNull();
        }
    }
}
