package org.mpath.runtime.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The verbs in a real framework, over a data plane that says who uses what. */
class PlugInVerbsTest {
    private static final String SMALL = SmallPlugIn.NAME;
    private static final int STEP_MILLIS_MAX = 3_000;

    @TempDir
    Path work;

    private final List<PlugInState> uses = new ArrayList<>();
    private Framework framework;
    private BundleContext context;
    private PlugInVerbs verbs;

    @BeforeEach
    void start() throws Exception {
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, work.resolve("cache").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.mpath.api.plugin",
                "mpath.deploy", work.resolve("deploy").toString(),
                "mpath.plugins", work.resolve("plugins").toString()));
        framework.start();
        context = framework.getBundleContext();
        DataPlane plane = (DataPlane) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataPlane.class}, (self, method, arguments) -> List.copyOf(uses));
        verbs = new PlugInVerbs(context, plane, 300, STEP_MILLIS_MAX);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void installsAndStartsAndSaysThatItDoesNotLast() throws IOException {
        assertThat(verbs.install(small("1.0.0", Map.of())))
                .isEqualTo("installed " + SMALL + " 1.0.0; the next start does not know it unless its jar is in deploy");
        assertThat(states()).containsExactly(SMALL + " 1.0.0 active");
        assertThat(verbs.install(small("1.1.0", Map.of()))).startsWith("installed " + SMALL + " 1.1.0;");
        assertThat(states()).containsExactly(SMALL + " 1.0.0 active", SMALL + " 1.1.0 active");
    }

    @Test
    @Timeout(60)
    void aBundleThatLoopsInItsStartHoldsUpNoOther() throws IOException {
        assertRefused(Code.FAILED, () -> verbs.install(small("1.0.0", Map.of(SmallPlugIn.LOOPS, "start"))),
                "its start takes longer than " + STEP_MILLIS_MAX + " ms");
        assertThat(verbs.install(small("1.1.0", Map.of()))).startsWith("installed " + SMALL + " 1.1.0;");
        assertThat(states()).contains(SMALL + " 1.1.0 active");
        SmallPlugIn.letGo(context);
    }

    @Test
    @Timeout(60)
    void aBundleThatLoopsInItsEndHoldsUpNoOther() throws IOException {
        verbs.install(small("1.0.0", Map.of(SmallPlugIn.LOOPS, "stop")));
        assertRefused(Code.FAILED, () -> verbs.uninstall(SMALL, true), "its end takes longer than " + STEP_MILLIS_MAX + " ms");
        assertThat(verbs.install(small("1.1.0", Map.of()))).startsWith("installed " + SMALL + " 1.1.0;");
        SmallPlugIn.letGo(context);
    }

    @Test
    void refusesAVersionThatIsThere() throws IOException {
        Path jar = small("1.0.0", Map.of());
        verbs.install(jar);
        assertRefused(Code.REFUSED, () -> verbs.install(jar), SMALL + " 1.0.0 is installed already: update replaces it");
        verbs.install(small("2.0.0", Map.of()));
        assertRefused(Code.REFUSED, () -> verbs.update(SMALL + " 2.0.0", jar), SMALL + " 1.0.0 is installed already");
        assertThat(states()).hasSize(2);
    }

    @Test
    void refusesWhatIsNoPlugInOrCannotBeTrusted() throws IOException {
        assertRefused(Code.REFUSED, () -> verbs.install(small("1.0.0", Map.of("Provide-Capability", ""))),
                "is no plug-in: its manifest has no capability mpath.plugin");
        assertRefused(Code.REFUSED, () -> verbs.install(small("1.0.0", Map.of("Bundle-SymbolicName", ""))), "is no bundle");
        assertRefused(Code.REFUSED, () -> verbs.install(small("one", Map.of())), "has a wrong manifest");
        assertRefused(Code.REFUSED, () -> verbs.install(Files.writeString(work.resolve("text.jar"), "text")), "text.jar");
        assertRefused(Code.NOT_FOUND, () -> verbs.install(work.resolve("none.jar")), "there is no file " + work.resolve("none.jar"));
        Path others = small("1.0.0", Map.of());
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rw-rw-r--"));
        assertRefused(Code.REFUSED, () -> verbs.install(others), "chmod go-w");
        assertThat(states()).isEmpty();
    }

    @Test
    void undoesAnInstallationThatDoesNotStart() throws IOException {
        assertRefused(Code.FAILED, () -> verbs.install(small("1.0.0", Map.of("Import-Package", "org.example.absent"))),
                SMALL + " 1.0.0 is not installed: ", "org.example.absent");
        assertRefused(Code.FAILED, () -> verbs.install(small("1.0.0", Map.of(SmallPlugIn.FAILS, "no luck"))), "not installed", "no luck");
        assertThat(states()).isEmpty();
    }

    @Test
    void undoesAnInstallationThatDoesNotBringWhatItsManifestSays() throws IOException {
        assertRefused(Code.FAILED, () -> verbs.install(small("1.0.0", Map.of(SmallPlugIn.OFFERS, "other"))),
                SMALL + " 1.0.0 is not installed: it does not offer selector small, as its manifest says");
        assertThat(states()).isEmpty();
    }

    @Test
    void replacesABundleInPlace() throws IOException {
        verbs.install(small("1.0.0", Map.of()));
        assertThat(verbs.update("small", small("1.1.0", Map.of()))).startsWith("updated " + SMALL + " 1.0.0 to 1.1.0;");
        assertThat(states()).containsExactly(SMALL + " 1.1.0 active");
        assertThat(verbs.update(SMALL, small("1.1.0", Map.of()))).startsWith("updated " + SMALL + " 1.1.0 to 1.1.0;");
        assertThat(verbs.install(small("1.0.0", Map.of()))).as("its location is free or another is found").startsWith("installed");
        assertThat(states()).containsExactly(SMALL + " 1.0.0 active", SMALL + " 1.1.0 active");
    }

    @Test
    void goesBackWhenTheReplacementDoesNotWork() throws Exception {
        Path first = small("1.0.0", Map.of());
        verbs.install(first);
        Files.delete(first);
        assertRefused(Code.FAILED, () -> verbs.update(SMALL, small("2.0.0", Map.of("Import-Package", "org.example.absent"))),
                SMALL + " 1.0.0 is back: ", "org.example.absent");
        assertRefused(Code.FAILED, () -> verbs.update(SMALL, small("2.0.0", Map.of(SmallPlugIn.FAILS, "no luck"))), "1.0.0 is back");
        assertRefused(Code.FAILED, () -> verbs.update(SMALL, small("2.0.0", Map.of(SmallPlugIn.OFFERS, ""))),
                "1.0.0 is back: it does not offer selector small");
        assertThat(states()).containsExactly(SMALL + " 1.0.0 active");
        assertThat(context.getServiceReferences("org.mpath.api.plugin.PathSelectorFactory", "(mpath.selector=small)")).hasSize(1);
    }

    @Test
    void doesNotReplaceABundleByAnother() throws IOException {
        verbs.install(small("1.0.0", Map.of()));
        Path other = small("1.0.0", Map.of("Bundle-SymbolicName", "org.example.other"));
        assertRefused(Code.REFUSED, () -> verbs.update(SMALL, other), "is org.example.other 1.0.0, not another build of " + SMALL);
        assertThat(states()).containsExactly(SMALL + " 1.0.0 active");
    }

    @Test
    void doesNotRemoveWhatIsInUseUnlessForced() throws IOException {
        verbs.install(small("1.0.0", Map.of()));
        uses.add(state("1.0.0", 3, "mpatha", "mpathb"));
        assertRefused(Code.BUSY, () -> verbs.uninstall("small", false),
                SMALL + " 1.0.0 is busy (ETXTBSY): selector small is used by mpatha, mpathb; load tables without it, or force it");
        assertThat(states()).containsExactly(SMALL + " 1.0.0 active");
        assertThat(verbs.uninstall("small", true))
                .isEqualTo("uninstalled " + SMALL + " 1.0.0, which mpatha, mpathb held; the next start does not know it");
        assertThat(states()).isEmpty();
    }

    @Test
    void anotherVersionsUsersHoldNothingBack() throws IOException {
        verbs.install(small("1.0.0", Map.of()));
        verbs.install(small("1.1.0", Map.of()));
        uses.add(state("1.0.0", 0));
        uses.add(state("1.1.0", 1, "mpatha"));
        assertRefused(Code.REFUSED, () -> verbs.uninstall("small", false),
                "'small' is the name of several bundles; say which: " + SMALL + " 1.0.0, " + SMALL + " 1.1.0");
        verbs.uninstall(SMALL + " 1.0.0", false);
        assertThat(states()).containsExactly(SMALL + " 1.1.0 active");
    }

    @Test
    void leavesTheRuntimesOwnBundlesAlone() throws Exception {
        Path jar = small("1.0.0", Map.of("Provide-Capability", ""));
        try (InputStream in = Files.newInputStream(jar)) {
            context.installBundle("core", in);
        }
        assertRefused(Code.REFUSED, () -> verbs.uninstall(SMALL, true), SMALL + " 1.0.0 is no plug-in");
        assertRefused(Code.REFUSED, () -> verbs.update(SMALL, jar), "is no plug-in");
        assertRefused(Code.REFUSED, () -> verbs.uninstall(framework.getSymbolicName(), true), "is no plug-in");
        assertRefused(Code.NOT_FOUND, () -> verbs.uninstall("absent", true), "is called 'absent'");
        assertThat(states()).hasSize(1);
    }

    @Test
    void saysWhichFolderBringsItBack() throws IOException {
        assertThat(removed("deploy")).endsWith("brings it back at the next start, or when it is written again; remove the file as well");
        assertThat(removed("plugins")).endsWith("brings it back when a table names it");
        assertThat(removed("system")).endsWith("system/small.jar brings it back at the next start");
    }

    private String removed(String folder) throws IOException {
        Path jar = SmallPlugIn.jar(Files.createDirectories(work.resolve(folder)).resolve("small.jar"), "1.0.0", Map.of());
        try {
            context.installBundle("reference:" + jar.toUri()).start();
            assertThat(verbs.update("small", small("1.0.0", Map.of()))).endsWith("; the next start has " + jar + " again");
            return verbs.uninstall("small", false);
        } catch (BundleException e) {
            throw new IOException(e);
        }
    }

    private Path small(String version, Map<String, String> headers) throws IOException {
        return SmallPlugIn.jar(Files.createTempFile(work, "small", ".jar"), version, headers);
    }

    private static PlugInState state(String version, int count, String... maps) {
        return new PlugInState("selector", "small", SMALL + " " + version, Standing.CURRENT, "", count, List.of(maps));
    }

    private List<String> states() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .map(bundle -> PlugInBundles.describe(bundle) + (bundle.getState() == Bundle.ACTIVE ? " active" : " idle"))
                .sorted()
                .toList();
    }

    private static void assertRefused(Code code, ThrowingCallable verb, String... parts) {
        assertThatThrownBy(verb)
                .isInstanceOf(ControlException.class)
                .hasMessageContainingAll(parts)
                .extracting(thrown -> ((ControlException) thrown).code())
                .isEqualTo(code);
    }
}
