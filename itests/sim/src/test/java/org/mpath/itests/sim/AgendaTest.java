package org.mpath.itests.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsAskedForTheSameMomentHappensInTheOrderOfAsking() {
        for (int i = 0; i < 200; i++) {
            String name = Integer.toString(i);
            agenda.in(i % 2 == 0 ? 10 : 5, () -> done.add(name));
        }
        while (agenda.step(10)) {
            // to the end
        }
        List<String> expected = new ArrayList<>();
        for (int i = 1; i < 200; i += 2) {
            expected.add(Integer.toString(i));
        }
        for (int i = 0; i < 200; i += 2) {
            expected.add(Integer.toString(i));
        }
        assertThat(done).isEqualTo(expected);
    }

    @Test
    void timeStopsWhereItWasTold() {
        agenda.in(100, () -> done.add("late"));
        assertThat(agenda.step(99)).isFalse();
        assertThat(agenda.now()).isEqualTo(99);
        assertThat(agenda.step(100)).isTrue();
        assertThat(agenda.now()).isEqualTo(100);
        assertThat(done).containsExactly("late");
    }

    @Test
    void anActionMayAskForAnotherOneAtOnce() {
        agenda.in(7, () -> agenda.in(0, () -> done.add("at " + agenda.now())));
        while (agenda.step(100)) {
            // to the end
        }
        assertThat(done).containsExactly("at 7");
    }
}
