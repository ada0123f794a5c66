package org.mpath.config.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigFinding.Severity;
import org.mpath.api.control.ConfigText;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.framework.ServiceReference;

/** The verbs over real files: which are read, what is said of them, what is shown, and that nothing else is opened. */
class ConfigVerbsTest {
    private static final String CLARIION = "product \"^(RAID|DISK|VRAID)\"";
    private static final String XSERVE = "product \"Xserve RAID\"";

    @TempDir
    Path etc;

    private ConfigVerbs verbs;

    @BeforeEach
    void installPlugIns() {
        verbs = new ConfigVerbs(new ConfigKeeper(etc, etc.resolve("state")));
        verbs.bindSelector(type(Map.of(PathSelectorFactory.NAME, "service-time")));
        verbs.bindHandler(emc());
    }

    /** The array plug-in of CLARiiON arrays, by what its service says of itself. */
    private static <T> ServiceReference<T> emc() {
        return type(Map.of(
                HardwareHandlerFactory.NAME, "emc", PathCheckerFactory.NAME, "emc_clariion", PrioritizerFactory.NAME, "emc"));
    }

    /** A reference that has its properties and nothing else: who asks for the service fails. */
    @SuppressWarnings("unchecked")
    private static <T> ServiceReference<T> type(Map<String, Object> properties) {
        return (ServiceReference<T>) Proxy.newProxyInstance(
                ConfigVerbsTest.class.getClassLoader(), new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getProperty")) {
                        return properties.get(arguments[0]);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Path write(String name, String... lines) throws IOException {
        Path file = etc.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "defaults {\n" + String.join("\n", lines) + "\n}\n");
    }

    private static void assertRefused(ThrowingCallable call, Code code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ControlException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal).hasMessageContainingAll(words);
        });
    }

    @Test
    void readsTheRuntimesOwnFilesWhenNoneIsNamed() throws IOException {
        assertThat(verbs.check(List.of()).files()).isEmpty();
        Path last = write("multipath.d/b.conf", "no_path_retry 7");
        Path first = write("multipath.d/a.conf", "no_path_retry 6");
        Path main = write("multipath.conf", "no_path_retry 5");
        write("multipath.d/c.txt", "no_path_retry 8");
        assertThat(verbs.check(List.of()).files()).containsExactly(main.toString(), first.toString(), last.toString());
        assertThat(verbs.show(List.of()).text()).contains("\tno_path_retry 7\n");
        assertThat(verbs.check(List.of(etc.resolve("multipath.d"))).files()).containsExactly(first.toString(), last.toString());
    }

    @Test
    void aCheckNamesPlaceAndNearestAndSaysThatNothingIsApplied() throws IOException {
        Path file = write("f.conf", "failback imediate");
        ConfigCheck check = verbs.check(List.of(file));
        assertThat(check.accepted()).isFalse();
        assertThat(check.applied()).isFalse();
        ConfigFinding finding = check.findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.file()).isEqualTo(file.toString());
        assertThat(List.of(finding.line(), finding.column())).containsExactly(2, 10);
        assertThat(finding.nearest()).isEqualTo("immediate");
        assertRefused(() -> verbs.show(List.of(file)), Code.REFUSED, file + ":2:10", "imediate", "mpath:config check");
    }

    @Test
    void knowsPlugInsByTheirServicesAsTheyComeAndGo() throws IOException {
        List<Path> file = List.of(write("f.conf", "path_selector \"service-time 0\"", "path_checker emc_clariion", "prio emc"));
        assertThat(verbs.check(file).accepted()).isTrue();
        verbs.bindHandler(emc());
        verbs.unbindHandler(emc());
        assertThat(verbs.check(file).accepted()).as("another version is there").isTrue();
        verbs.unbindHandler(emc());
        assertThat(verbs.check(file).findings()).filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(ConfigFinding::code, ConfigFinding::line)
                .containsExactly(tuple("not_installed", 3),
                        tuple("not_installed", 4));
        verbs.unbindSelector(type(Map.of(PathSelectorFactory.NAME, "service-time")));
        assertThat(verbs.check(file).findings()).filteredOn(finding -> finding.severity() == Severity.ERROR).hasSize(3);
    }

    @Test
    void checkersAndPrioritizersAreNamedByServicesOfTheirOwnToo() throws IOException {
        List<Path> file = List.of(write("f.conf", "path_checker directio", "prio sysfs"));
        assertThat(verbs.check(file).accepted()).isFalse();
        ServiceReference<PathCheckerFactory> directio = type(Map.of(PathCheckerFactory.NAME, "directio"));
        ServiceReference<HardwareHandlerFactory> alua = type(Map.of(
                HardwareHandlerFactory.NAME, "alua", PrioritizerFactory.NAME, new String[] {"alua", "sysfs"}));
        verbs.bindChecker(directio);
        verbs.bindHandler(alua);
        assertThat(verbs.check(file).accepted()).isTrue();
        verbs.unbindChecker(directio);
        verbs.unbindHandler(alua);
        assertThat(verbs.check(file).findings()).filteredOn(finding -> finding.severity() == Severity.ERROR).hasSize(2);
        ServiceReference<PrioritizerFactory> random = type(Map.of(PrioritizerFactory.NAME, "random"));
        verbs.bindPrioritizer(random);
        assertThat(verbs.check(List.of(write("g.conf", "prio random"))).accepted()).isTrue();
        verbs.unbindPrioritizer(random);
        assertThat(verbs.check(List.of(write("g.conf", "prio random"))).accepted()).isFalse();
    }

    @Test
    void whatDiscoveryHasWithoutAnyPlugInIsAlwaysThere() throws IOException {
        assertThat(verbs.check(List.of(write("f.conf", "path_checker tur", "prio const"))).accepted()).isTrue();
    }

    @Test
    void whatIsShownReadsBackAndHasOrigins() throws IOException {
        Path file = write("f.conf", "no_path_retry 5");
        ConfigText shown = verbs.show(List.of(file));
        Path again = Files.writeString(etc.resolve("again.conf"), shown.text());
        assertThat(verbs.diff(file, again)).isEmpty();
        assertThat(shown.values()).anySatisfy(value -> {
            assertThat(value.keyword()).isEqualTo("no_path_retry");
            assertThat(value.value()).isEqualTo("5");
            assertThat(value.origin()).isEqualTo(file + ":2:15 (defaults)");
        });
    }

    @Test
    void theLocalOneHasTheRowsOfThePathsThatAreThere() {
        Inventory inventory = (Inventory) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Inventory.class},
                (proxy, method, arguments) -> List.of(new DiscoveredPath("lab:A0/0", "lab", "A0", 0, "DGC", "RAID 5", "w", "",
                        CheckerState.UP, "emc", 1, -1, "", "")));
        assertThat(verbs.showLocal(List.of()).text()).doesNotContain(CLARIION, XSERVE);
        verbs.inventory = inventory;
        assertThat(verbs.showLocal(List.of()).text()).contains(CLARIION).doesNotContain(XSERVE);
        assertThat(verbs.show(List.of()).text()).contains(CLARIION, XSERVE);
        assertThat(verbs.showLocal(List.of()).values()).extracting(value -> value.section())
                .contains("device ^DGC:^(RAID|DISK|VRAID)").doesNotContain("device APPLE:Xserve RAID");
    }

    @Test
    void aDifferenceHasBothValuesAndTheirOrigins() throws IOException {
        Path before = write("a.conf", "no_path_retry 5");
        Path after = write("b.conf", "failback immediate");
        assertThat(verbs.diff(before, after)).extracting(
                        change -> change.keyword() + " " + change.before() + " " + change.after() + " " + change.afterOrigin())
                .containsExactlyInAnyOrder("no_path_retry 5  built in",
                        "failback manual immediate " + after + ":2:10 (defaults)");
    }

    @Test
    void originsAreEverybodyWhoSetsAKeywordTheWinnerFirst() throws IOException {
        Path file = Files.writeString(etc.resolve("f.conf"), """
                defaults {
                    path_checker tur
                }
                multipaths {
                    multipath {
                        wwid W
                        failback 7
                    }
                }
                overrides {
                    failback 8
                }
                """);
        assertThat(verbs.origins("failback", List.of(file))).extracting(value -> value.section() + " " + value.value())
                .startsWith("multipath W 7", "overrides 8")
                .endsWith("defaults manual");
        assertThat(verbs.origins("checker", List.of(file))).last()
                .satisfies(value -> assertThat(value.origin()).isEqualTo("built in"));
        assertThat(verbs.origins("wwid", List.of(file))).first().satisfies(value -> assertThat(value.origin()).startsWith(file + ":6:"));
        assertRefused(() -> verbs.origins("failbak", List.of(file)), Code.NOT_FOUND, "failbak", "nearest is failback");
    }

    @Test
    void opensRegularFilesOnlyAndReadsNoMoreThanItsBound() throws IOException {
        assertRefused(() -> verbs.check(List.of(etc.resolve("none"))), Code.NOT_FOUND, "there is no file " + etc.resolve("none"));
        assertRefused(() -> verbs.check(List.of(Path.of("/dev/zero"))), Code.REFUSED, "/dev/zero is no regular file");
        assertRefused(() -> verbs.check(List.of(Files.createDirectory(etc.resolve("empty")))), Code.NOT_FOUND, "no *.conf");
        Path large = etc.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(ConfFiles.BYTES_MAX + 1L);
        }
        assertRefused(() -> verbs.check(List.of(large)), Code.REFUSED, large + " is too large");
        Files.createDirectory(etc.resolve("multipath.conf"));
        assertRefused(() -> verbs.check(List.of()), Code.REFUSED, "is no regular file");
    }

    @Test
    void numbersOfUsersComeFromTheFileThatHasThem() throws IOException {
        Path users = Files.writeString(etc.resolve("passwd"), "root:x:0:0::/root:/bin/sh\nbroken\nx:y:z\nme:x:1000:1000::/:\n");
        assertThat(Accounts.numbers(users)).containsOnlyKeys("root", "me").containsEntry("me", 1000);
        assertThat(Accounts.numbers(etc.resolve("none"))).isEmpty();
    }
}
