package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;

/** Types and the bundles that bring them, as a person types it. */
class PlugInCommandsTest {
    private static final String ALUA = "org.mpath.handler.alua";

    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    private void twoVersions(Standing newer, String reason) {
        gosh.dataPlane.plugIns = List.of(
                new PlugInState("handler", "alua", ALUA + " 0.1.0", Standing.OLDER, "", 1, List.of("mpathb")),
                new PlugInState("handler", "alua", ALUA + " 0.2.0", newer, reason, 2, List.of("mpatha", "mpathc")),
                new PlugInState("selector", "round-robin", "org.mpath.selector 0.1.0", Standing.CURRENT, "", 0, List.of()));
    }

    @Test
    void everyVersionHasItsStandingAndItsUsers() {
        twoVersions(Standing.CURRENT, "");
        assertThat(gosh.run("mpath:plugins")).isEqualTo("""
                KIND      NAME         BUNDLE                        STANDING  USES  MAPS
                handler   alua         org.mpath.handler.alua 0.1.0  older        1  mpathb
                handler   alua         org.mpath.handler.alua 0.2.0  current      2  mpatha mpathc
                selector  round-robin  org.mpath.selector 0.1.0      current      0  -
                """);
    }

    @Test
    void aReasonIsAColumnWhenThereIsOne() {
        twoVersions(Standing.DISTRUSTED, "it threw java.lang.Error: no");
        assertThat(gosh.run("mpath:plugins").lines())
                .anyMatch(line -> line.matches("KIND .* USES  MAPS +REASON"))
                .anyMatch(line -> line.matches("handler +alua .*0.2.0 +distrusted +2 +mpatha mpathc +it threw java.lang.Error: no"))
                .anyMatch(line -> line.matches("selector .* current +0 +- +-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mpath:plugin install /srv/a.jar|install /srv/a.jar",
        "mpath:plugin update alua /srv/a.jar|update [alua] /srv/a.jar",
        "mpath:plugin update org.mpath.handler.alua 0.1.0 /srv/a.jar|update [org.mpath.handler.alua 0.1.0] /srv/a.jar",
        "mpath:plugin update 'org.mpath.handler.alua 0.1.0' /srv/a.jar|update [org.mpath.handler.alua 0.1.0] /srv/a.jar",
        "mpath:plugin uninstall alua|uninstall [alua]",
        "mpath:plugin uninstall org.mpath.handler.alua 0.1.0 --force|uninstall [org.mpath.handler.alua 0.1.0] by force"
    })
    void verbsReachTheControlAndPassItsSentenceOn(String typed, String call) {
        assertThat(gosh.run(typed)).isEqualTo("done: " + call + "\n");
        assertThat(gosh.plugIns.calls).containsExactly(call);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "mpath:plugin install;mpath:plugin needs BUNDLE|FILE",
        "mpath:plugin remove alua;the word is one of install|update|uninstall, not 'remove'",
        "mpath:plugin install a.jar b.jar;'b.jar' is one word too many",
        "mpath:plugin update alua;mpath:plugin update needs BUNDLE and FILE",
        "mpath:plugin install a.jar --force;only uninstall can be forced",
        "mpath:plugin update alua a.jar --force;only uninstall can be forced"
    }, quoteCharacter = '"')
    void saysWhichWordIsWrong(String typed, String sentence) {
        assertThat(gosh.failure(typed)).startsWith("mpath: " + sentence);
        assertThat(gosh.code(typed)).isEqualTo(1);
        assertThat(gosh.plugIns.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"BUSY, 26", "NOT_FOUND, 15", "REFUSED, 5", "FAILED, 99"})
    void aRefusalIsOneSentenceAndACode(Code code, int exitCode) {
        gosh.plugIns.refusal = new ControlException(code, "alua is busy (ETXTBSY): handler alua is used by mpatha");
        assertThat(gosh.code("mpath:plugin uninstall alua")).isEqualTo(exitCode);
        assertThat(gosh.complaint()).isEqualTo("mpath: alua is busy (ETXTBSY): handler alua is used by mpatha");
    }

    @Test
    void aFileWithoutAFolderIsInTheSessionsOwn() {
        gosh.session.currentDir(Path.of("/srv/jars"));
        gosh.run("mpath:plugin install a.jar");
        assertThat(gosh.plugIns.calls).containsExactly("install /srv/jars/a.jar");
    }

    @Test
    void completesBundlesAndTheirVersions() {
        twoVersions(Standing.CURRENT, "");
        PlugInCommands commands = gosh.plugInCommands;
        assertThat(commands.names("BUNDLE|FILE", List.of("uninstall"))).containsExactly(ALUA, "org.mpath.selector");
        assertThat(commands.names("BUNDLE|FILE", List.of("update", ALUA))).containsExactly("0.1.0", "0.2.0");
        assertThat(commands.names("BUNDLE|FILE", List.of("update", ALUA, "0.1.0"))).isEmpty();
        assertThat(commands.names("BUNDLE|FILE", List.of("install"))).isEmpty();
        gosh.maps.dataPlane = null;
        assertThat(commands.names("BUNDLE|FILE", List.of("uninstall"))).isEmpty();
    }

    @Test
    void saysWhichBundleBringsTheControl() {
        gosh.plugInCommands.control = null;
        assertThat(gosh.code("mpath:plugin uninstall alua")).isEqualTo(2);
        assertThat(gosh.complaint()).isEqualTo("mpath: no plug-in control is installed: bundle org.mpath.runtime.deploy brings it");
    }
}
