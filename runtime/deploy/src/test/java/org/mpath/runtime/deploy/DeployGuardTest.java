package org.mpath.runtime.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** What is dropped in the deploy folder, in a real framework. */
class DeployGuardTest {
    private static final String[] NOTHING = {};
    private static final int STEP_MILLIS_MAX = 3_000;

    @TempDir
    Path work;

    private final List<String> log = new ArrayList<>();
    private final Logger logger = Logger.getLogger("org.mpath.runtime.deploy");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private Framework framework;
    private DeployGuard guard;
    private Path jar;

    @BeforeEach
    void start() throws Exception {
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        jar = work.resolve("small.jar");
        framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, work.resolve("cache").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.mpath.api.plugin",
                "mpath.deploy", work.toString()));
        framework.start();
        guard = new DeployGuard(framework.getBundleContext(), STEP_MILLIS_MAX);
        logger.addHandler(listener);
    }

    @AfterEach
    void stop() throws Exception {
        logger.removeHandler(listener);
        framework.stop();
        framework.waitForStop(10_000);
    }

    private void garbage() throws IOException {
        Files.write(jar, new byte[] {1, 2, 3});
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private String[] bundles() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .map(bundle -> bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? " active" : ""))
                .toArray(String[]::new);
    }

    @Test
    @Timeout(60)
    void aJarThatLoopsInItsStartHoldsUpNoOther() throws Exception {
        guard.install(SmallPlugIn.jar(jar, "1.0.0", Map.of(SmallPlugIn.LOOPS, "start")).toFile());
        assertThat(log).containsExactly(
                "event=deploy.failed file=small.jar reason=\"its start takes longer than " + STEP_MILLIS_MAX + " ms\"");
        guard.install(SmallPlugIn.jar(work.resolve("next.jar"), "1.1.0", Map.of()).toFile());
        assertThat(bundles()).contains("1.1.0 active");
        SmallPlugIn.letGo(framework.getBundleContext());
    }

    @Test
    void aFileThatIsNoJarIsOneEventAndIsInstalledOnceItIsOne() throws IOException {
        garbage();
        assertThatCode(() -> guard.install(jar.toFile())).as("fileinstall would print it").doesNotThrowAnyException();
        assertThat(log).hasSize(1);
        assertThat(log.get(0)).startsWith("event=deploy.failed file=small.jar reason=\"");
        assertThat(bundles()).isEqualTo(NOTHING);
        SmallPlugIn.jar(jar, "1.0.0", Map.of());
        guard.update(jar.toFile());
        assertThat(bundles()).containsExactly("1.0.0 active");
    }

    @Test
    void aFileThatIsNoJarAnyMoreLeavesWhatIsThere() throws IOException {
        SmallPlugIn.jar(jar, "1.0.0", Map.of());
        guard.install(jar.toFile());
        garbage();
        assertThatCode(() -> guard.update(jar.toFile())).doesNotThrowAnyException();
        assertThat(log.get(log.size() - 1)).startsWith("event=deploy.failed file=small.jar reason=\"");
        assertThat(bundles()).containsExactly("1.0.0 active");
    }
}
