package org.mpath.itests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Programs;

/** What a real image prints in multipath-tools' forms: that of today and that of 2003. */
class ShowIT {
    private static final String WWID = "3[0-9a-f]{32}";

    private static Daemon mpath;

    @BeforeAll
    static void start() throws IOException {
        mpath = new Daemon();
    }

    @AfterAll
    static void end() {
        mpath.close();
    }

    @Test
    void mapsAndPathsHaveTheColumnsOfMultipathd() {
        assertThat(mpath.ok("mpath:show maps")).matches("name   sysfs uuid +\n(mpath[abc] undef " + WWID + "\n){3}");
        assertThat(mpath.ok("mpath:show maps stats").lines().skip(1)).hasSize(3)
                .allMatch(line -> line.matches("mpath[abc] \\d+ +\\d+ +[1-9]\\d* +0 +0 +"), "loaded at least once, never without a path");
        assertThat(mpath.ok("mpath:show maps status")).contains("mpathb undef    30 sec   4     active rw        \n");
        assertThat(mpath.ok("mpath:show paths").lines().skip(1)).hasSize(12)
                .allMatch(line -> line.matches("#:#:#:# lab:[AB][01]/[012] #:# +1 +active ready +running \\[undef\\] +"));
        assertThat(mpath.ok("mpath:show paths lab:B1/2 --raw --format '%d=%m %w %s %z %S %L %P %I'"))
                .matches("lab:B1/2=mpathc " + WWID + " MPATH,LAB-SYM,\\S+ \\S+ 64M 0x0002000000000000 scsi:unspec ok\n");
        assertThat(mpath.ok("mpath:show status")).contains("up                  12\n", "paths: 12\nbusy: False\n");
        assertThat(mpath.ok("mpath:show wildcards")).contains("%Q  queueing\n", "%A  TPG\n");
    }

    @Test
    void theTreeAndItsJsonAreTheirs() {
        assertThat(mpath.ok("mpath:show topology mpathb")).matches("mpathb \\(" + WWID + "\\) undef MPATH,LAB-SYM\n"
                + Pattern.quote("size=64M features='1 queue_if_no_path' hwhandler='1 sym' wp=rw\n"
                        + "`-+- policy='round-robin 0' prio=1 status=") + "(active|enabled)\n"
                + Pattern.quote("  |- #:#:#:# lab:A0/1 #:# active ready running\n"
                        + "  |- #:#:#:# lab:A1/1 #:# active ready running\n"
                        + "  |- #:#:#:# lab:B0/1 #:# active ready running\n"
                        + "  `- #:#:#:# lab:B1/1 #:# active ready running\n"));
        assertThat(mpath.ok("mpath:show maps --json"))
                .startsWith("{\n   \"major_version\": 0,\n   \"minor_version\": 1,\n   \"maps\": [{\n      \"name\" : \"mpatha\",\n")
                .contains("      }]\n   },{\n      \"name\" : \"mpathb\",\n")
                .endsWith("         }]\n      }]\n   }]\n}\n");
        assertThat(mpath.ok("mpath:show topology mpathc --json")).contains("   \"map\":{\n      \"name\" : \"mpathc\",\n");
    }

    @Test
    void whatCannotBeShownEndsWithItsCode() {
        Programs.Result refused = mpath.shell("mpath:show maps --format '%n %y'");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.errors()).startsWith("mpath: unknown wildcard '%y': there are %n (name), %w (uuid), ");
        assertThat(mpath.shell("mpath:show topology nosuch").exitCode()).isEqualTo(15);
        assertThat(mpath.shell("mpath:show paths --json").exitCode()).isEqualTo(1);
        assertThat(mpath.ok("mpath:show --help")).contains("usage: mpath:show", "maps|paths|topology|status|wildcards [NAME]");
    }

    /** First new, then updated by a table that is loaded again, with the same identity and size; and nothing by looking. */
    @Test
    void theListOf2003ShowsLivePathsUnitsAndTables() {
        String list = mpath.ok("mpath:list --legacy");
        assertThat(list).containsPattern("(?m)^" + WWID + " \\(# # # 1\\) lab:A0/1 op:1 lab:A0/1 \\[LAB-SYM\\]$")
                .containsPattern("(?m)^" + WWID + "\n \\\\_\\(# # # 2\\) lab:A0/2 op:1 lab:A0/2 \\[LAB-SYM\\]$")
                .containsPattern("(?m)^[NU]\\|" + WWID + " : 0 131072 multipath 1 queue_if_no_path 1 sym 1 1 round-robin 0 4 1 ");
        String events = mpath.ok("mpath:events");
        String table = mpath.ok("mpath:table mpatha").strip();
        assertThat(mpath.ok("mpath:list --legacy --dry-run")).containsPattern("(?m)^U\\|" + WWID + " : " + Pattern.quote(table) + "$");
        assertThat(mpath.ok("mpath:events")).as("nothing was done").isEqualTo(events);
        mpath.ok("mpath:load mpatha " + table);
        assertThat(mpath.ok("mpath:list --legacy")).containsPattern("(?m)^U\\|" + WWID + " : " + Pattern.quote(table) + "$");
        mpath.ok("lab:cut A1; mpath:rescan");
        try {
            assertThat(mpath.ok("mpath:list --legacy")).contains("lab:A1/0 op:0", "U|")
                    .containsPattern("(?m)^[NU]\\|.* round-robin 0 3 1 lab:A0/0 1 lab:B0/0 1 lab:B1/0 1$")
                    .doesNotContain("\\_(# # # 0) lab:A1/0");
        } finally {
            mpath.ok("lab:heal A1");
            mpath.awaitAllPaths();
        }
    }
}
