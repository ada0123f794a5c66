package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.itests.architecture.House.Room;

/**
 * What the pure rooms must not touch. Their time, chance and I/O come in as arguments, so that one seeded loop can drive
 * them and a failing seed replays exactly. Array plug-ins may log: nobody else hears what their array tells them.
 */
class BansTest {
    private static final Set<String> PURE = Set.of("scsi", "core", "iscsi", "target", "config", "formats");
    private static final Set<String> PLUG_INS = Set.of(
            "handler-sym",
            "plugin-kit",
            "handler-alua",
            "handler-rdac",
            "handler-emc",
            "handler-hp-sw",
            "handler-hds",
            "checkers",
            "prioritizers",
            "selector-round-robin",
            "selector-queue-length",
            "selector-service-time",
            "selector-historical-service-time",
            "selector-io-affinity");
    /** The one package of a pure room that opens files, and says when they fail: backing stores. */
    private static final String STORES = "org.mpath.target.store";

    /** The one package of a pure room that serves verbs: on configuration files, which it reads, at the time it does. */
    private static final String CONFIG_VERBS = "org.mpath.config.control";

    /** What reads the processor of the calling thread from /proc, once per thread, and the NUMA nodes from /sys. */
    private static final Set<String> PROCESSORS = Set.of(
            "org.mpath.selector.io.affinity.LinuxProcessors", "org.mpath.selector.io.affinity.SampledProcessor");

    /** The one class that stands for the process: it runs the commands of the command line. */
    private static final String CAPTIVE_RUN = "org.mpath.shell.CaptiveRun";

    private static final List<Ban> BANS = List.of(
            Ban.onTypes("threads", "java\\.lang\\.Thread(Local|Group)?|java\\.util\\.Timer(Task)?"
                    + "|java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*|CompletableFuture|.*Latch|.*Queue|locks\\..*)"),
            Ban.onTypes("chance", "java\\.util\\.(Random|SplittableRandom)|java\\.util\\.random\\..*"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom"),
            Ban.onTypes("sockets and channels", "java\\.net\\..*|java\\.nio\\.channels\\..*"),
            Ban.onTypes("files", "java\\.io\\.(File.*|RandomAccessFile)|java\\.nio\\.file\\..*"),
            Ban.onTypes("OSGi", "org\\.osgi\\.(?!annotation\\.).*"),
            Ban.onTypes("logs", "java\\.lang\\.System\\$Logger.*|java\\.util\\.logging\\..*"),
            Ban.onCalls("the clock", "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)|java\\.time\\..*\\.now"
                    + "|java\\.time\\.Clock\\.(system|tick).*"),
            Ban.onCalls("chance by call", "java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"));

    private static final Ban PRINTING =
            Ban.onCalls("printing", "java\\.lang\\.System\\.(out|err)|java\\.lang\\.Throwable\\.printStackTrace");

    private record Ban(String name, Pattern types, Pattern calls) {
        static Ban onTypes(String name, String types) {
            return new Ban(name, Pattern.compile(types), Pattern.compile("(?!)"));
        }

        static Ban onCalls(String name, String calls) {
            return new Ban(name, Pattern.compile("(?!)"), Pattern.compile(calls));
        }

        Stream<String> broken(JavaClass type) {
            Stream<String> uses = type.getDirectDependenciesFromSelf().stream()
                    .filter(use -> types.matcher(use.getTargetClass().getBaseComponentType().getName()).matches())
                    .map(Dependency::getDescription);
            Stream<String> called = type.getAccessesFromSelf().stream()
                    .filter(access -> calls.matcher(nameOf(access)).matches())
                    .map(JavaAccess::getDescription);
            return Stream.concat(uses, called);
        }

        private static String nameOf(JavaAccess<?> access) {
            return access.getTargetOwner().getName() + "." + access.getName();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest(name = "{0} has nothing to do with {1}")
    @MethodSource("pureRoomsAndBans")
    void aPureRoomKeepsTheBan(Room room, Ban ban) {
        Predicate<JavaClass> store = type -> type.getPackageName().equals(STORES)
                && Set.of("files", "sockets and channels", "logs").contains(ban.name());
        Predicate<JavaClass> verbs = type -> type.getPackageName().equals(CONFIG_VERBS)
                && Set.of("files", "OSGi", "logs", "threads", "the clock").contains(ban.name());
        Predicate<JavaClass> processors = type -> PROCESSORS.contains(type.getFullName())
                && Set.of("files", "threads").contains(ban.name());
        assertThat(room.classes().filter(store.or(verbs).or(processors).negate()).flatMap(ban::broken)).isEmpty();
    }

    static Stream<Arguments> pureRoomsAndBans() {
        return House.ROOMS.stream()
                .filter(room -> PURE.contains(room.name()) || PLUG_INS.contains(room.name()))
                .flatMap(room -> BANS.stream()
                        .filter(ban -> !(PLUG_INS.contains(room.name()) && ban.name().equals("OSGi")))
                        .filter(ban -> !(room.name().startsWith("handler-") && ban.name().equals("logs")))
                        .map(ban -> Arguments.of(room, ban)));
    }

    @ParameterizedTest(name = "the ban of {0} finds who breaks it")
    @MethodSource("bans")
    void aBanFindsWhoBreaksIt(Ban ban) {
        JavaClass impure = new ClassFileImporter().importClass(Impure.class);
        assertThat(ban.broken(impure)).isNotEmpty();
    }

    static Stream<Ban> bans() {
        return Stream.concat(BANS.stream(), Stream.of(PRINTING));
    }

    @Test
    void noBundlePrintsToTheProcessStreams() {
        // standard output belongs to a captive run's commands, the terminal to the prompt
        Predicate<JavaClass> captive = type -> type.getFullName().equals(CAPTIVE_RUN);
        assertThat(House.classes().filter(captive.negate()).flatMap(PRINTING::broken)).isEmpty();
    }

    @Test
    void noBundleLogsPastSystemLogger() {
        Ban others = Ban.onTypes("other loggers", "org\\.slf4j\\..*|java\\.util\\.logging\\..*|org\\.osgi\\.service\\.log\\..*");
        assertThat(House.classes().flatMap(others::broken)).isEmpty();
    }
}
