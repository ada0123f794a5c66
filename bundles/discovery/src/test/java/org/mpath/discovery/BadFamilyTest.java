package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.control.Decision;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.itests.support.Await;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** A family that loops, or throws what nobody expects, where it is asked away from reactors. */
@Timeout(120)
class BadFamilyTest {
    private static final String BROKEN = "broken";

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    private FakePath path;
    private FakePath other;
    /** Lets the loops of a test end with it. */
    private volatile boolean over;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.plane.handlers = List.of("rdac", BROKEN);
        path = rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        other = rig.path("B0", 1, new FakeUnit(Rig.UNITS[1]));
        inventory = rig.startSettled();
    }

    @AfterEach
    void tearDown() {
        over = true;
        rig.close();
    }

    /** Ignores its interrupt. */
    private <T> T loop(T answer) {
        while (!over) {
            Thread.onSpinWait();
        }
        return answer;
    }

    /** Asked before all others. */
    private void bindFirst(FakeFamily family, long service) {
        inventory.plugIns().lease(
                new LeaseBook<HardwareHandlerFactory>(family), Map.of("service.id", service, "service.ranking", 9), Family::lease);
    }

    @Test
    void oneThatLoopsWhenAskedForAPathIsSetAsideAndTheNextCandidateHasThePath() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FakeFamily broken = new FakeFamily(BROKEN);
        broken.claims = facts -> {
            asked.incrementAndGet();
            return facts.lun() == 1 || loop(true);
        };
        rig.bindHandler(new FakeFamily("rdac"), 1);
        bindFirst(broken, 2);
        rig.settle();
        assertThat(rig.seen(path).family()).isEqualTo("rdac");
        assertThat(rig.seen(other).family()).as("it may have claimed it before").isEqualTo("rdac");
        assertThat(rig.plane.suspects).containsExactly(BROKEN + ": claims took longer than 1000 ms");
        assertThat(aside(path)).extracting(Decision::text, Decision::because).containsExactly(
                tuple("family broken of broken is set aside", "claims took longer than 1000 ms"));
        int before = asked.get();
        inventory.rescan();
        rig.settle();
        assertThat(asked).hasValue(before);
    }

    private List<Decision> aside(FakePath of) {
        return inventory.path(of.name()).stream().filter(each -> each.text().contains("set aside")).toList();
    }

    @Test
    void anotherVersionOfOneThatIsSetAsideHasItsChance() throws Exception {
        FakeFamily broken = new FakeFamily(BROKEN);
        broken.claims = facts -> loop(true);
        bindFirst(broken, 2);
        rig.settle();
        assertThat(rig.seen(path).family()).isEmpty();
        rig.unbindHandler(2);
        bindFirst(new FakeFamily(BROKEN), 3);
        rig.settle();
        assertThat(rig.seen(path).family()).isEqualTo(BROKEN);
        assertThat(aside(path)).isEmpty();
    }

    @Test
    void theCheckerOfOneThatIsSetAsideIsAskedNoMore() throws Exception {
        FakeFamily broken = new FakeFamily(BROKEN).checksUp();
        bindFirst(broken, 2);
        rig.settle();
        broken.claims = facts -> loop(true);
        FakePath third = rig.path("C0", 2, new FakeUnit(Rig.UNITS[2]));
        rig.settle();
        Await.until("TEST UNIT READY", () -> rig.seen(path).family().isEmpty() && rig.seen(third).family().isEmpty(),
                inventory::paths);
        rig.passReactor();
        int checks = broken.checks.get();
        int received = path.received.size();
        Await.until("further checks", () -> path.received.size() > received + 3, path.received::size);
        assertThat(broken.checks).hasValue(checks);
    }

    static Stream<Throwable> throwables() {
        return Stream.of(new IllegalStateException("not today"), new StackOverflowError("deep"),
                new OutOfMemoryError("so it says"), new NoClassDefFoundError("org/example/Gone"),
                new ExceptionInInitializerError("static"), new WordlessError());
    }

    /** Even its words throw. */
    private static final class WordlessError extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new StackOverflowError();
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void oneThatThrowsClaimsNothingWhateverItThrows(Throwable thrown) throws Exception {
        FakeFamily broken = new FakeFamily(BROKEN);
        broken.claims = facts -> BadFamilyTest.<RuntimeException, Boolean>sneak(thrown);
        rig.bindHandler(new FakeFamily("rdac"), 1);
        bindFirst(broken, 2);
        rig.settle();
        assertThat(rig.seen(path).family()).isEqualTo("rdac");
        assertThat(rig.plane.suspects).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable, A> A sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void oneThatLoopsWhenAskedHowMapsAreBuiltIsSetAsideToo() throws Exception {
        FakeFamily broken = new FakeFamily(BROKEN);
        broken.defaultsOfPath = facts -> loop(ArrayDefaults.SYMMETRIC);
        rig.bindHandler(new FakeFamily("rdac").with(Grouping.MULTIBUS, -1), 1);
        bindFirst(broken, 2);
        rig.settle();
        Await.until("the other family", () -> rig.seen(path).family().equals("rdac"), inventory::paths);
        assertThat(rig.plane.table("mpatha")).contains("rdac");
    }

    @Test
    void oneIsAskedOnceAboutAPathThatIsAsItWas() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FakeFamily family = new FakeFamily("rdac");
        family.claims = facts -> asked.incrementAndGet() > 0;
        rig.bindHandler(family, 1);
        rig.settle();
        assertThat(asked).hasValue(2);
        inventory.rescan();
        rig.bindHandler(new FakeFamily("zzz"), 2);
        rig.settle();
        assertThat(asked).hasValue(2);
        rig.path("C0", 2, new FakeUnit(Rig.UNITS[2]));
        rig.settle();
        assertThat(asked).hasValue(3);
    }

    /** Ways to loop while it is leased. */
    static Stream<Consumer<BadStart>> starts() {
        return Stream.of(start -> start.loopsInName = true, start -> start.loopsInMatches = true,
                start -> start.loopsInService = true);
    }

    @ParameterizedTest
    @MethodSource("starts")
    void oneThatLoopsWhenItIsLeasedHoldsUpWhoStartsItsBundleForASetTimeOnly(Consumer<BadStart> fault) throws Exception {
        BadStart start = new BadStart();
        fault.accept(start);
        long began = System.nanoTime();
        inventory.plugIns().lease(start, Map.of("service.id", 7L), Family::lease);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        assertThat(rig.plane.suspects).containsExactly("service 7: its start took longer than 5000 ms");
        rig.bindHandler(new FakeFamily("rdac"), 1);
        rig.settle();
        assertThat(rig.seen(path).family()).isEqualTo("rdac");
    }

    @Test
    void oneThatLoopsWhenItIsGivenBackHoldsUpWhoStopsItsBundleForASetTimeOnly() throws Exception {
        BadStart start = new BadStart();
        start.loopsInUnget = true;
        inventory.plugIns().lease(start, Map.of("service.id", 7L), Family::lease);
        rig.settle();
        assertThat(rig.seen(path).family()).isEqualTo(BROKEN);
        long began = System.nanoTime();
        rig.unbindHandler(7);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
        rig.settle();
        assertThat(rig.seen(path).family()).isEmpty();
    }

    /** A service that may loop when it is fetched, asked or given back. */
    private final class BadStart implements ServiceObjects<HardwareHandlerFactory> {
        boolean loopsInName;
        boolean loopsInMatches;
        boolean loopsInService;
        boolean loopsInUnget;
        private final FakeFamily family = new FakeFamily(BROKEN);

        @Override
        public HardwareHandlerFactory getService() {
            if (loopsInService) {
                loop(null);
            }
            if (!loopsInName && !loopsInMatches) {
                return family;
            }
            return new HardwareHandlerFactory() {
                @Override
                public String name() {
                    return loopsInName ? loop(BROKEN) : BROKEN;
                }

                @Override
                public List<HandlerMatch> matches() {
                    return loop(List.of());
                }

                @Override
                public boolean claims(PathFacts facts) {
                    return true;
                }

                @Override
                public HardwareHandler create(List<String> arguments) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        @Override
        public void ungetService(HardwareHandlerFactory service) {
            if (loopsInUnget) {
                loop(null);
            }
        }

        @Override
        public ServiceReference<HardwareHandlerFactory> getServiceReference() {
            return null;
        }
    }

    @Test
    void aPrioritizerThatLoopsWhenItIsMadeLeavesItsPathsEqual() throws Exception {
        rig.configuration = "defaults {\n prio slow\n prio_args \"one two\"\n}\n";
        inventory = rig.start();
        rig.bindPrioritizer(new PrioritizerFactory() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public Prioritizer create(List<String> arguments) {
                return loop(null);
            }
        }, 1);
        rig.bindHandler(new FakeFamily("rdac"), 2);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.seen(path).family()).isEqualTo("rdac");
        assertThat(rig.seen(path).map()).isNotEmpty();
        assertThat(aside(path)).extracting(Decision::because).containsExactly("create took longer than 1000 ms");
    }
}
