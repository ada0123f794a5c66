package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    private Object candidates(String command, String... words) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(command, List.of(words), words.length - 1));
        return ((Function) gosh.session.get(Candidates.NAME)).execute(gosh.session, arguments);
    }

    @Test
    void offersWhatAnOperandNames() throws Exception {
        assertThat(candidates("mpath:fail", "fail", "")).isEqualTo(List.of("lab:A0/0", "lab:B0/0"));
        assertThat(candidates("mpath:fail", "fail", "lab:A0/0", "")).isEqualTo(List.of("mpatha"));
        assertThat(candidates("lab:cut", "lab:cut", "")).isEqualTo(List.of("A0", "B0"));
        assertThat(candidates("iscsi:login", "iscsi:login", "")).isEqualTo(List.of("192.0.2.1:3260"));
        assertThat(candidates("iscsi:login", "iscsi:login", "p", "")).isEqualTo(List.of(FakeIscsi.TARGET));
        assertThat(candidates("mpath:help", "help", "")).asInstanceOf(InstanceOfAssertFactories.LIST).contains("mpath:fail", "lab:cut");
    }

    @Test
    void countsNeitherOptionsNorTheirValuesAsOperands() throws Exception {
        assertThat(candidates("mpath:fail", "fail", "--json", "lab:A0/0", "")).isEqualTo(List.of("mpatha"));
        assertThat(candidates("mpath:events", "events", "-n", "5", "")).isEqualTo(List.of());
    }

    @Test
    void offersNothingAfterTheLastOperandOrWithoutServices() throws Exception {
        assertThat(candidates("mpath:fail", "fail", "a", "b", "")).isEqualTo(List.of());
        assertThat(candidates("no:such", "such", "")).isEqualTo(List.of());
        gosh.labCommands.control = null;
        gosh.mpathCommands.dataPlane = null;
        assertThat(candidates("lab:cut", "lab:cut", "")).isEqualTo(List.of());
        assertThat(candidates("mpath:fail", "fail", "")).isEqualTo(List.of());
    }
}
