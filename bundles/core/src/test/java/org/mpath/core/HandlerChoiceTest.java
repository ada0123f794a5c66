package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.HandlerChoice.Attached;

class HandlerChoiceTest {
    private final Map<String, String> attached = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private Attached answer = Attached.YES;

    @BeforeEach
    void attachAluaToPathB() {
        attached.put("b", "alua");
    }

    @Test
    void attachesTheTablesHandlerToEveryPathWithItsArguments() {
        HandlerChoice choice = choose("0 10 multipath 0 3 emc 1 0 2 1 rr 0 2 0 a c rr 0 1 0 d");
        assertThat(choice).isEqualTo(new HandlerChoice("emc", List.of("1", "0")));
        assertThat(calls).containsExactly("a emc [1, 0]", "c emc [1, 0]", "d emc [1, 0]");
    }

    @Test
    void attachesNothingWithoutAHandlerInTheTable() {
        assertThat(choose("0 10 multipath 0 0 1 1 rr 0 2 0 a b")).isEqualTo(new HandlerChoice("", List.of()));
        assertThat(calls).isEmpty();
    }

    @Test
    void keepsAnAttachedHandlerWhenTheTableSaysSo() {
        assertThat(choose("0 10 multipath 1 retain_attached_hw_handler 2 emc 1 1 1 rr 0 1 0 b"))
                .isEqualTo(new HandlerChoice("alua", List.of()));
        assertThat(choose("0 10 multipath 1 retain_attached_hw_handler 0 1 1 rr 0 1 0 b"))
                .isEqualTo(new HandlerChoice("alua", List.of()));
    }

    @Test
    void usesTheTablesHandlerWhenThereIsNoneToRetain() {
        assertThat(choose("0 10 multipath 1 retain_attached_hw_handler 2 emc 1 1 1 rr 0 1 0 a"))
                .isEqualTo(new HandlerChoice("emc", List.of("1")));
        assertThat(choose("0 10 multipath 1 retain_attached_hw_handler 0 1 1 rr 0 1 0 a").name()).isEmpty();
    }

    @Test
    void fallsBackToTheHandlerThatIsAttachedAndDropsTheArguments() {
        assertThat(choose("0 10 multipath 0 2 emc 1 1 1 rr 0 2 0 a b")).isEqualTo(new HandlerChoice("alua", List.of()));
    }

    @Test
    void takesWhatOnePathSettledToTheNext() {
        choose("0 10 multipath 0 2 emc 1 1 1 rr 0 2 0 b a");
        assertThat(calls).containsExactly("b emc [1]", "a alua []");
    }

    @Test
    void passesOverTheTablesHandlerInBioMode() {
        String line = "0 10 multipath 2 queue_mode bio 1 emc 1 1 rr 0 1 0 ";
        assertThat(choose(line + "a").name()).isEmpty();
        assertThat(choose(line + "b").name()).isEqualTo("alua");
    }

    @Test
    void refusesWithTheKernelsKeywordNamingHandlerAndPath() {
        refused(Attached.UNSUPPORTED, Code.NOT_FOUND,
                "error attaching hardware handler: 'emc' (word 6) does not support path 'a' (word 14)");
        refused(Attached.FAILED, Code.INVALID,
                "error attaching hardware handler: 'emc' (word 6) failed on path 'a' (word 14)");
        refused(Attached.UNKNOWN, Code.INVALID,
                "error attaching hardware handler: 'emc' (word 6) is not a known handler; path 'a' (word 14)");
        refused(Attached.ARGUMENTS_REFUSED, Code.INVALID,
                "unable to set hardware handler parameters: 'emc' (word 6) refuses '1' on path 'a' (word 14)");
    }

    @Test
    void makesTheHandlerWithOneWordLessThanTheTableAnnounces() {
        MapTable table = MapTable.parse("0 10 multipath 0 3 emc 1 0 1 1 rr 0 1 0 a");
        List<String> given = new ArrayList<>();
        HardwareHandler made = (path, senseKey, asc, ascq) -> Verdict.DECLINED;
        assertThat(choose("0 10 multipath 0 3 emc 1 0 1 1 rr 0 1 0 a").create(table, factory(arguments -> {
            given.addAll(arguments);
            return made;
        }), List.of())).isSameAs(made);
        assertThat(given).containsExactly("1", "0");
    }

    @Test
    void refusesAHandlerThatIsUnknownOrWhoseConstructorFails() {
        MapTable table = MapTable.parse("0 10 multipath 0 3 emc 1 x 1 1 rr 0 1 0 a");
        HandlerChoice choice = choose("0 10 multipath 0 3 emc 1 x 1 1 rr 0 1 0 a");
        assertThatThrownBy(() -> choice.create(table, null, List.of("sym", "alua")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown hardware handler type: 'emc' (word 6), known are alua, sym");
        assertThatThrownBy(() -> choice.create(table, factory(arguments -> {
            throw new IllegalArgumentException("honor reservations is 0 or 1, not 'x'");
        }), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hardware handler constructor failed: 'emc' (word 6):"
                        + " honor reservations is 0 or 1, not 'x' (word 8)");
    }

    private static HardwareHandlerFactory factory(Function<List<String>, HardwareHandler> create) {
        return new HardwareHandlerFactory() {
            @Override
            public String name() {
                return "emc";
            }

            @Override
            public List<HandlerMatch> matches() {
                return List.of();
            }

            @Override
            public HardwareHandler create(List<String> arguments) {
                return create.apply(arguments);
            }
        };
    }

    private void refused(Attached outcome, Code code, String sentence) {
        answer = outcome;
        assertThatThrownBy(() -> choose("0 10 multipath 0 2 emc 1 1 1 rr 0 1 0 a"))
                .isInstanceOfSatisfying(MapException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(sentence);
    }

    private HandlerChoice choose(String line) {
        return HandlerChoice.of(MapTable.parse(line), path -> attached.getOrDefault(path, ""), this::attach);
    }

    private Attached attach(String path, String handler, List<String> arguments) {
        calls.add(path + " " + handler + " " + arguments);
        String present = attached.getOrDefault(path, "");
        return present.isEmpty() || present.equals(handler) ? answer : Attached.OTHER;
    }
}
