package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.MapException;

/** {@code mpath:show}, multipath-tools' form, and {@code mpath:list --legacy}, that of 2003. */
class ShowCommandsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @Test
    void showsMapsInTheirColumns() {
        assertThat(gosh.run("show maps")).isEqualTo(
                "name   sysfs uuid                             \nmpatha undef " + Sample.WWID + "\n");
        assertThat(gosh.run("show maps status")).isEqualTo("""
                name   failback queueing paths dm-st  write_prot
                mpatha undef    30 sec   1     active rw       \s
                """);
        assertThat(gosh.run("show maps stats")).startsWith("name   path_faults switch_grp map_loads total_q_time q_timeouts\n");
        assertThat(gosh.run("show maps mpatha --raw --format '%n:%h:%N'")).isEqualTo("mpatha:1 sym:1\n");
    }

    @Test
    void showsPathsInTheirColumns() {
        assertThat(gosh.run("show paths")).isEqualTo("""
                hcil    dev      dev_t pri dm_st  chk_st dev_st  next_check
                #:#:#:# lab:A0/0 #:#   1   active ready  running [undef]  \s
                #:#:#:# lab:B0/0 #:#   1   failed faulty running [undef]  \s
                #:#:#:# lab:B0/7 #:#   1   undef  undef  unknown orphan   \s
                """);
        assertThat(gosh.run("mpath:show paths --raw --format '%d,%m,%T'"))
                .isEqualTo("lab:A0/0,mpatha,ready\nlab:B0/0,mpatha,faulty\nlab:B0/7,[orphan],undef\n");
        assertThat(gosh.run("show paths lab:B0/0 --raw --format '%d/%0'")).isEqualTo("lab:B0/0/1\n");
    }

    @Test
    void showsTheTreeAsTheyDo() {
        assertThat(gosh.run("show topology")).isEqualTo(gosh.run("show topology mpatha")).isEqualTo("mpatha (" + Sample.WWID + """
                ) undef MPATH,LAB
                size=64M features='1 queue_if_no_path' hwhandler='1 sym' wp=rw
                `-+- policy='round-robin 0' prio=1 status=active
                  |- #:#:#:# lab:A0/0 #:# active ready  running
                  `- #:#:#:# lab:B0/0 #:# failed faulty running
                """);
    }

    @Test
    void showsStatesAndWildcards() {
        assertThat(gosh.run("show status")).isEqualTo("""
                path checker states:
                down                1
                up                  2

                paths: 3
                busy: False
                """);
        gosh.inventory.settled = false;
        assertThat(gosh.run("show status")).endsWith("busy: True\n");
        assertThat(gosh.run("show wildcards")).startsWith("multipath format wildcards:\n%n  name\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "show maps --format '%n %y'; 5; unknown wildcard '%y': there are %n (name), ",
        "show paths --format '%d%'; 5; unknown wildcard '%': there are %w (uuid), ",
        "show maps mpathx; 15; no map mpathx: nearest is mpatha; `mpath:maps` lists all",
        "show topology mpathx --json; 15; no map mpathx: nearest is mpatha",
        "show paths lab:A0/9; 15; no path lab:A0/9: nearest is lab:A0/0; `mpath:show paths` lists all",
        "show config; 1; the word is one of maps|paths|topology|status|wildcards, not 'config'",
        "show; 1; mpath:show needs maps|paths|topology|status|wildcards",
        "show paths --json; 1; multipathd has JSON of maps alone, not of paths",
        "show maps --json --format '%n'; 1; --format goes with the columns of maps and paths",
        "show topology --raw; 1; --raw goes with the columns of maps and paths",
        "show status mpatha; 1; show status takes no NAME",
        "list; 1; mpath:list needs --legacy"
    })
    void whatCannotBeShownIsOneSentence(String program, int code, String sentence) {
        assertThat(gosh.code(program)).isEqualTo(code);
        assertThat(gosh.complaint()).contains(sentence).hasLineCount(1);
        assertThat(gosh.printed()).isEmpty();
    }

    /** A stuck owner costs its own facts, not the listing. */
    @Test
    void aMapThatDoesNotAnswerIsShownAsFarAsItIsKnown() {
        gosh.dataPlane.maps.add(Sample.map("mpathb", Sample.degraded().condition(), List.of()));
        gosh.dataPlane.stuck = new MapException(MapException.Code.TIMEOUT, "map mpatha: no answer");
        assertThat(gosh.run("show maps --raw --format '%n %Q'")).isEqualTo("mpatha -\nmpathb -\n");
    }

    @Test
    void theListOf2003HasPathsUnitsAndTables() {
        gosh.inventory.paths.set(1, Sample.discovered("lab:B0/0", "mpatha", CheckerState.DOWN, Sample.CUT));
        assertThat(gosh.run("list --legacy")).isEqualTo(("""
                # all paths
                W (# # # 0) lab:A0/0 op:1 lab:A0/0 [LAB]
                W (# # # 0) lab:B0/0 op:0 lab:B0/0 [LAB]
                W (# # # 0) lab:B0/7 op:1 lab:B0/7 [LAB]
                # all units
                W
                 \\_(# # # 0) lab:A0/0 op:1 lab:A0/0 [LAB]
                 \\_(# # # 0) lab:B0/7 op:1 lab:B0/7 [LAB]
                # all tables
                N|W : 0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 lab:A0/0 1
                """).replace("W", Sample.WWID));
    }

    /** Row 036: nothing is done, and nothing was there either. */
    @Test
    void aDryRunDoesNothing() {
        assertThat(gosh.run("mpath:list --legacy --dry-run")).isEqualTo("U|" + Sample.WWID + " : " + gosh.dataPlane.table
                + "\n# lab:B0/7: VPD page 83h is 3 bytes long, 4 are needed\n");
        assertThat(gosh.dataPlane.messages).isEmpty();
        assertThat(gosh.inventory.rescans).isZero();
    }
}
