package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.map.UnitLimits;
import org.mpath.itests.support.Defaults;
import org.mpath.reactor.EventLoop;
import org.osgi.framework.BundleContext;

/** What the settings do. */
class NbdOutletTest {
    @TempDir
    Path var;

    private LogLines log;
    private EventLoop reactor;

    @BeforeEach
    void start() throws Exception {
        log = new LogLines();
        reactor = new EventLoop("test-reactor", 256, 16L * Rig.MEBIBYTE);
    }

    @AfterEach
    void stop() {
        reactor.close();
        log.close();
    }

    /** A component with the defaults and what is given. */
    private NbdOutlet outlet(Map<String, Object> changed) {
        NbdSettings settings = Defaults.of(NbdSettings.class, changed);
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> arguments[0].equals("mpath.var") ? var.toString() : null);
        NbdOutlet outlet = new NbdOutlet(context, settings, reactor);
        outlet.addMap(new MemoryMap("mpath a/1", reactor, Rig.MEBIBYTE, 512, UnitLimits.NONE));
        return outlet;
    }

    private static String uri(NbdOutlet outlet) {
        return outlet.exports().get(0).uri();
    }

    @Test
    void servesASocketInTheVarDirectoryByDefault() {
        NbdOutlet outlet = outlet(Map.of());
        assertThat(var.resolve("run/nbd.sock")).exists();
        assertThat(uri(outlet)).isEqualTo("nbd+unix:///mpath%20a%2F1?socket=" + var + "/run/nbd.sock");
        outlet.deactivate();
        assertThat(var.resolve("run/nbd.sock")).doesNotExist();
    }

    @Test
    void servesTcpWhenConfigured() {
        NbdOutlet outlet = outlet(Map.of("socket", "none", "tcp", "[::1]:0"));
        assertThat(uri(outlet)).matches("nbd://\\[0:0:0:0:0:0:0:1]:[1-9][0-9]*/mpath%20a%2F1");
        outlet.deactivate();
    }

    @Test
    void aTcpAddressThatOthersReachIsOneLineAndTheSocketIsServed() {
        NbdOutlet outlet = outlet(Map.of("tcp", "0.0.0.0:10809"));
        assertThat(log.with("event=nbd.listen_failed")).singleElement().asString().contains("can be reached from other machines");
        assertThat(uri(outlet)).startsWith("nbd+unix:");
        outlet.deactivate();
    }

    @Test
    void aSocketPathThatIsTooLongIsOneLineAndTcpIsServed() {
        NbdOutlet outlet = outlet(Map.of("socket", "/tmp/" + "x".repeat(103), "tcp", "127.0.0.1:0"));
        assertThat(log.with("event=nbd.listen_failed")).singleElement().asString().contains("is 108 bytes long");
        assertThat(uri(outlet)).startsWith("nbd://127.0.0.1:");
        outlet.deactivate();
    }

    @Test
    void servesNothingWhenDisabled() {
        NbdOutlet outlet = outlet(Map.of("enabled", false));
        assertThat(var.resolve("run")).doesNotExist();
        assertThat(uri(outlet)).isEmpty();
        outlet.deactivate();
    }
}
