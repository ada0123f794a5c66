package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.discovery.ReservationRig.KEY;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.Tgtd;
import org.mpath.transport.iscsi.IscsiConfiguration;
import org.mpath.transport.iscsi.IscsiTransport;

/** Reservation keys on the paths to a real tgtd: whoever comes is registered before it is used. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReservationOfTgtdTest {
    private static final String KEYED = "defaults {\n reservation_key 0xabc\n}\n";

    @TempDir
    Path directory;

    private Tgtd tgtd;
    private FaultProxy first;
    private FaultProxy second;
    private ReservationRig rig;
    private IscsiTransport transport;
    private String target;

    @BeforeEach
    void setUp() throws Exception {
        tgtd = new Tgtd(directory, FreePortals.list(2));
        target = tgtd.targetWithFile(1 << 20).name();
        first = new FaultProxy(tgtd.portals().get(0));
        second = new FaultProxy(tgtd.portals().get(1));
        rig = new ReservationRig(directory);
    }

    @AfterEach
    void tearDown() throws Exception {
        rig.close();
        transport.stop();
        rig.reactor.close();
        first.close();
        second.close();
        tgtd.close();
    }

    private void start(String configuration, FaultProxy... portals) throws Exception {
        transport = new IscsiTransport(rig.reactor, configured(portals));
        rig.start(transport, configuration);
        rig.awaitActive(portals.length);
    }

    private IscsiConfiguration configured(FaultProxy... portals) {
        String[] words = new String[portals.length];
        for (int i = 0; i < portals.length; i++) {
            words[i] = portals[i].portal() + "," + target;
        }
        Map<String, Object> values = Map.of("portals", words, "ping_interval_millis", 200, "ping_timeout_millis", 500,
                "connect_timeout_millis", 1_000, "retry_min_millis", 20, "retry_max_millis", 200);
        return (IscsiConfiguration) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {IscsiConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private String path(FaultProxy portal) {
        return "iscsi:" + portal.portal() + ",1," + target + "/1";
    }

    @Test
    void aNewPortalIsRegisteredBeforeAWriteGoesOverIt() throws Exception {
        start(KEYED, first);
        rig.register(path(first), KEY);
        rig.reserve(path(first), KEY);
        transport.modified(configured(first, second));
        rig.awaitActive(2);
        assertThat(rig.keys(path(first))).containsExactly(KEY, KEY);
        first.gone();
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("GOOD");
    }

    @Test
    void withoutAKeyTheSameWriteConflicts() throws Exception {
        start("", first);
        rig.register(path(first), KEY);
        rig.reserve(path(first), KEY);
        transport.modified(configured(first, second));
        rig.awaitActive(2);
        first.gone();
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("RESERVATION CONFLICT");
    }

    @Test
    void aHealedCableIsRegisteredAnew() throws Exception {
        start(KEYED, first, second);
        rig.register(path(first), KEY);
        rig.reserve(path(first), KEY);
        second.gone();
        rig.awaitActive(1);
        second.heal();
        rig.awaitActive(2);
        Await.until("the registration", () -> rig.reservation().registeredPaths() > 0, rig::reservation);
        first.gone();
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("GOOD");
    }
}
