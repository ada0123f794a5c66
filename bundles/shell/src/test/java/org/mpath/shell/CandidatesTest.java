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
    void offersTheSevenMessagesAndThenWhatEachTakes() throws Exception {
        assertThat(candidates("mpath:message", "message", "mpatha", ""))
                .isEqualTo(List.of(
                        "queue_if_no_path", "fail_if_no_path", "disable_group", "enable_group", "switch_group",
                        "fail_path", "reinstate_path"));
        assertThat(candidates("mpath:message", "message", "mpatha", "fail_path", ""))
                .isEqualTo(List.of("lab:A0/0", "lab:B0/0"));
        assertThat(candidates("mpath:message", "message", "mpatha", "switch_group", "")).isEqualTo(List.of("1"));
        assertThat(candidates("mpath:message", "message", "mpatha", "queue_if_no_path", "")).isEqualTo(List.of());
        assertThat(candidates("mpath:message", "message", "mpathx", "fail_path", "")).isEqualTo(List.of());
    }

    @Test
    void offersGroupsSelectorsSettingsAndChoices() throws Exception {
        assertThat(candidates("mpath:switch-group", "switch-group", "mpatha", "")).isEqualTo(List.of("1"));
        assertThat(candidates("mpath:selector", "selector", "mpatha", "")).isEqualTo(List.of("queue-length", "round-robin"));
        assertThat(candidates("mpath:queue", "queue", "mpatha", "")).isEqualTo(List.of("on", "off"));
        assertThat(candidates("mpath:prkey", "prkey", "")).isEqualTo(List.of("mpatha"));
        assertThat(candidates("mpath:prkey", "prkey", "mpatha", "")).isEqualTo(List.of("none"));
        assertThat(candidates("mpath:status", "status", "--form", "")).isEqualTo(List.of("2005", "2007", "today"));
        assertThat(candidates("mpath:policy", "policy", "mpatha", "fence=fast", ""))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("fence=strict", "fence=fast", "no_path_timeout=30000", "attempts_max=64");
        assertThat(candidates("mpath:why", "why", "")).isEqualTo(List.of("mpatha", "lab:A0/0", "lab:B0/0", "lab:B0/7"));
    }

    @Test
    void offersWhatCanBeShownInTheFormOfMultipathTools() throws Exception {
        assertThat(candidates("mpath:show", "show", ""))
                .isEqualTo(List.of("maps", "paths", "topology", "status", "wildcards"));
        assertThat(candidates("mpath:show", "show", "maps", "")).isEqualTo(List.of("mpatha", "stats", "status"));
        assertThat(candidates("mpath:show", "show", "--raw", "topology", "")).isEqualTo(List.of("mpatha"));
        assertThat(candidates("mpath:show", "show", "paths", "")).isEqualTo(List.of("lab:A0/0", "lab:B0/0", "lab:B0/7"));
        assertThat(candidates("mpath:show", "show", "status", "")).isEqualTo(List.of());
        assertThat(candidates("mpath:show", "show", "maps", "--format", "")).isEqualTo(List.of());
    }

    @Test
    void offersTheLiveTableWordByWordAndThePathsOfTheUnit() throws Exception {
        assertThat(candidates("mpath:load", "load", "mpatha", "")).isEqualTo(List.of("0", "lab:A0/0", "lab:B0/0", "lab:B0/7"));
        assertThat(candidates("mpath:load", "load", "mpatha", "0", "131072", ""))
                .isEqualTo(List.of("multipath", "lab:A0/0", "lab:B0/0", "lab:B0/7"));
        assertThat(candidates("mpath:load", "load", "mpathx", "")).isEqualTo(List.of());
    }

    @Test
    void countsNeitherOptionsNorTheirValuesAsOperands() throws Exception {
        assertThat(candidates("mpath:fail", "fail", "--json", "lab:A0/0", "")).isEqualTo(List.of("mpatha"));
        assertThat(candidates("mpath:events", "events", "-n", "5", "")).isEqualTo(List.of("mpatha"));
        assertThat(candidates("mpath:events", "events", "-n", "")).isEqualTo(List.of());
    }

    @Test
    void offersNothingAfterTheLastOperandOrWithoutServices() throws Exception {
        assertThat(candidates("mpath:fail", "fail", "a", "b", "")).isEqualTo(List.of());
        assertThat(candidates("no:such", "such", "")).isEqualTo(List.of());
        gosh.labCommands.control = null;
        gosh.maps.dataPlane = null;
        assertThat(candidates("lab:cut", "lab:cut", "")).isEqualTo(List.of());
        assertThat(candidates("mpath:fail", "fail", "")).isEqualTo(List.of());
        assertThat(candidates("mpath:selector", "selector", "mpatha", "")).isEqualTo(List.of());
    }
}
