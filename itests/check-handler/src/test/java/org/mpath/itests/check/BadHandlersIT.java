package org.mpath.itests.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.itests.check.Judgement.Verdict;
import org.mpath.itests.check.bad.BadAnswers;
import org.mpath.itests.check.bad.BadCreation;
import org.mpath.itests.check.bad.PlainFactory;
import org.mpath.itests.check.bundle.Home;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.rule.Effort;
import org.mpath.itests.check.rule.Finding;
import org.mpath.itests.check.rule.Rule;
import org.mpath.itests.check.rule.Rules;

/** Each rule finds the handler that breaks it, and no other rule complains of that one. */
class BadHandlersIT {
    private static final long SEED = 4711;
    private static final String PROTOTYPE = "prototype";

    private static Home home;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws Exception {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        home = new Home();
    }

    @AfterAll
    static void close() throws Exception {
        home.close();
    }

    @AfterEach
    void takeBackWhatTheBadOnesLeft() {
        System.clearProperty(BadCreation.HidesThread.DONE);
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith(BadCreation.StaysWithJvm.KEY));
    }

    static Stream<Arguments> badOnes() {
        return Stream.of(
                bad("manifest", new HandlerJar(PlainFactory.class, PROTOTYPE, ",javax.management"), "it imports javax.management"),
                bad("life-cycle", new HandlerJar(PlainFactory.class, "singleton", ""), "the service of bad has scope"),
                bad("life-cycle", new HandlerJar(PlainFactory.class, PROTOTYPE, "", List.of("checker")),
                        "property mpath.checker of the service bad is [bad], its checker is none"),
                bad("threads", BadCreation.HasThread.class, "uses java.lang.Thread"),
                bad("threads", BadCreation.HidesThread.class, "it started thread"),
                bad("native-code", BadCreation.HasNative.class, "processor is native"),
                bad("outside", BadCreation.LooksAtClock.class, "uses java.lang.System.nanoTime"),
                bad("static-state", BadCreation.CountsStatically.class, "count is not final"),
                bad("static-state", BadCreation.CollectsStatically.class, "SEEN holds a java.util.ArrayList"),
                bad("arguments", BadCreation.TakesAnything.class, "is accepted"),
                bad("instances", BadCreation.RemembersHandlers.class, "1000 are still reachable"),
                bad("claims", BadCreation.CountsUnits.class, "claims() did not answer within 1000 ms for LUN 1"),
                bad("claims", BadCreation.ChangesItsMind.class, "for the same path"),
                bad("sense-table", BadCreation.BlamesPath.class, "checkSense is FAIL_PATH for MEDIUM ERROR 03/11/00"),
                bad("sense-allocation", BadCreation.Allocates.class, "checkSense allocates"),
                bad("activation", BadAnswers.ForgetsLostPaths.class, "when the array is silent: 0 answers"),
                bad("activation", BadAnswers.AnswersTwice.class, "2 answers [IO, CONN_FAILURE]"),
                bad("ownership", BadAnswers.KeepsOwnerToItself.class, "askOwner when all is well: 0 answers"),
                bad("checker", BadAnswers.ChecksSlowly.class, "with a timeout of 30 s"),
                bad("prioritizer", BadAnswers.RanksTwice.class, "2 answers"),
                bad("commands", BadAnswers.ReadsMuch.class, "transfers 131072 bytes"),
                bad("storm", BadAnswers.MovesThrice.class, "3 commands that move the unit"),
                bad("lost-path", BadAnswers.AlwaysPleased.class, "that path was answered OK"),
                bad("hostile-replies", BadAnswers.BelievesLengths.class, "ArrayIndexOutOfBoundsException"),
                bad("hostile-replies", BadAnswers.BelievesAnything.class, "when every reply is empty: the answer is OK"),
                bad("hostile-replies", BadAnswers.ReadsVendorBytes.class, "claims() threw java.lang.ArrayIndexOutOfBoundsException"),
                bad("close", BadAnswers.LooksAgain.class, "a timer is armed"),
                bad("class-loader", BadCreation.StaysWithJvm.class, "class loaders are in memory"),
                bad("swap", BadAnswers.ClosesSlowly.class, "updates stop I/O for"));
    }

    private static Arguments bad(String rule, Class<? extends PlainFactory> factory, String wrong) {
        return bad(rule, new HandlerJar(factory, PROTOTYPE, ""), wrong);
    }

    private static Arguments bad(String rule, HandlerJar jar, String wrong) {
        return Arguments.of(rule, jar, wrong);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badOnes")
    void exactlyTheRuleThatIsBrokenComplains(String rule, HandlerJar bad, String wrong) throws Exception {
        List<Judgement> all = check(bad);
        assertThat(failed(all)).as(findings(all)).containsExactly(rule);
        assertThat(all.stream().flatMap(each -> each.findings().stream()).map(Finding::wrong))
                .anySatisfy(sentence -> assertThat(sentence).contains(wrong));
    }

    @Test
    void nothingIsWrongWithThePlainOne() throws Exception {
        List<Judgement> all = check(new HandlerJar(PlainFactory.class, PROTOTYPE, ""));
        assertThat(failed(all)).as(findings(all)).isEmpty();
    }

    @Test
    void everyRuleHasABadExample() {
        assertThat(badOnes().map(each -> (String) each.get()[0]).distinct())
                .containsExactlyElementsOf(Rules.all().stream().map(Rule::name).toList());
    }

    private List<Judgement> check(HandlerJar jar) throws Exception {
        List<Judgement> told = new ArrayList<>();
        Jar read = Jar.read(jar.write(folder));
        List<Judgement> all = new Checkup(home, SEED, Effort.LITTLE, (rule, done, total) -> {}).run(read, Rules.all(), told::add);
        assertThat(told).isEqualTo(all);
        return all;
    }

    private static String findings(List<Judgement> all) {
        return all.stream().flatMap(each -> each.findings().stream()).map(Finding::wrong).collect(Collectors.joining("; "));
    }

    private static List<String> failed(List<Judgement> all) {
        return all.stream().filter(each -> each.verdict() == Verdict.FAILED).map(each -> each.rule().name()).toList();
    }
}
