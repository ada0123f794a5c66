package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.alua.HandMadeArray.IDENTIFY;
import static org.mpath.handler.alua.HandMadeArray.INQUIRE;
import static org.mpath.handler.alua.HandMadeArray.REPORT;
import static org.mpath.handler.alua.HandMadeArray.REPORT_PLAIN;
import static org.mpath.handler.alua.HandMadeArray.SET;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;

/** What a real target answered, byte by byte: the kernel's LIO with its ports in groups 11 to 14. */
class LioReplayTest {
    /** Invalid command operation code: what LIO says to SET TARGET PORT GROUPS when only it moves. */
    private static final Reply SET_REFUSED = Reply.sense(0x052000);

    private final Properties recorded = new Properties();
    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final List<ActivationAnswer> answers = new ArrayList<>();
    private final AluaHandler handler = new AluaHandler(false);
    private String kinds = "explicit";
    private boolean moved;

    @BeforeEach
    void load() throws IOException {
        try (InputStream in = LioReplayTest.class.getResourceAsStream("lio-alua.properties")) {
            recorded.load(in);
        }
    }

    private Reply reply(String name) {
        return Reply.hex(recorded.getProperty(name));
    }

    private ScriptedPath path(int group) {
        return new ScriptedPath("sd" + group, reactor, log, line -> switch (line.split(" ")[0]) {
            case IDENTIFY -> reply("identification." + group);
            case INQUIRE -> reply("inquiry." + kinds);
            case SET -> {
                moved = kinds.equals("explicit");
                yield moved ? Reply.GOOD : SET_REFUSED;
            }
            default -> line.startsWith("a3") ? reply(moved ? "report.after" : "report.before") : Reply.GOOD;
        });
    }

    private void activate(int group) {
        handler.activate(path(group), false, answers::add);
        reactor.pass(5 * MILLI);
    }

    /** Priorities as multipathd printed them, states as the kernel's handler put them into sysfs. */
    @ParameterizedTest
    @CsvSource({"11, 50, active/optimized", "12, 10, active/non-optimized", "13, 1, standby", "14, 0, unavailable"})
    void ranksEachPathAsMultipathdAndTheKernelDid(int group, int priority, String access) {
        List<PathRank> ranks = new ArrayList<>();
        new AluaHandlerFactory().prioritizer().rank(path(group), SECOND, ranks::add);
        assertThat(ranks).containsExactly(new PathRank(priority, group, access));
    }

    @Test
    void movesTheUnitWhereThatIsPossibleAndSeesItMoved() {
        activate(13);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(log).containsExactly("sd13: " + IDENTIFY, "sd13: " + REPORT, "sd13: " + INQUIRE,
                "sd13: " + SET + " < 000000000000000d", "sd13: " + REPORT);
        assertThat(handler.statusWords())
                .isEqualTo("11:active/optimized 12:active/non-optimized 13:active/optimized 14:unavailable");
    }

    @ParameterizedTest(name = "group {0}: {1}")
    @CsvSource({"11, OK", "12, OK", "13, IO", "14, IO"})
    void asksNothingOfATargetThatSaysThatOnlyItMoves(int group, ActivationCode code) {
        kinds = "implicit";
        activate(group);
        assertThat(answers).containsExactly(code);
        assertThat(log).noneMatch(line -> line.contains(SET));
    }

    /** The kernel's handler asked again and again, and was refused 21 times in one recording. */
    @Test
    void aTargetThatRefusesTheSetIsNotAskedTwice() {
        ScriptedPath path = new ScriptedPath("sd13", reactor, log, line -> switch (line.split(" ")[0]) {
            case IDENTIFY -> reply("identification.13");
            case INQUIRE -> reply("inquiry.explicit");
            case SET -> SET_REFUSED;
            default -> reply("report.before");
        });
        handler.activate(path, false, answers::add);
        reactor.pass(60 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.IO);
        assertThat(log).filteredOn(line -> line.contains(SET)).hasSize(1);
    }

    @Test
    void readsTheReportWithoutExtendedHeaderToo() {
        assertThat(HexFormat.of().parseHex(recorded.getProperty("report.before"))).hasSize(52);
        ScriptedPath path = new ScriptedPath("sd12", reactor, log, line -> switch (line.split(" ")[0]) {
            case IDENTIFY -> reply("identification.12");
            case REPORT -> Reply.sense(0x052400);
            case REPORT_PLAIN -> reply("report.before");
            default -> reply("inquiry.implicit");
        });
        handler.activate(path, false, answers::add);
        reactor.pass(SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(log).contains("sd12: " + REPORT_PLAIN);
    }
}
