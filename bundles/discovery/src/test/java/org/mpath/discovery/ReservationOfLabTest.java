package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpath.discovery.EngineRig.KEY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabCommand;
import org.mpath.itests.support.Await;
import org.mpath.transport.lab.LabMemory;
import org.mpath.transport.lab.LabTransport;
import org.mpath.transport.lab.LabVerbs;

/** Reservation keys on the paths of lab arrays: who comes is registered before it is used. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReservationOfLabTest {
    private static final String A = "lab:A0/0";
    private static final String B = "lab:B0/0";
    private static final String KEYED = "defaults {\n reservation_key 0xabc\n}\n";

    @TempDir
    Path directory;

    private EngineRig rig;
    private LabTransport lab;
    private LabVerbs verbs;

    @BeforeEach
    void setUp() throws Exception {
        rig = new EngineRig(directory);
        lab = new LabTransport(rig.reactor, new LabMemory(), Given.lab("name=lab controllers=2 ports=1 unit=1MiB"));
        verbs = new LabVerbs(lab);
        Await.until("both paths", () -> lab.paths().size() == 2);
    }

    @AfterEach
    void tearDown() {
        rig.close();
        lab.close();
        rig.reactor.close();
    }

    private List<String> registrations() {
        return verbs.commands("lab").stream().map(LabCommand::cdb).filter(cdb -> cdb.startsWith("5f")).toList();
    }

    /** Port B0 is cut; somebody has registered our key on A0 and reserved the unit for registrants. */
    private void reservedThroughA() throws Exception {
        rig.awaitActive(2);
        verbs.cut("B0");
        rig.awaitActive(1);
        rig.register(A, KEY);
        rig.reserve(A, KEY);
        verbs.clearCommands("lab");
    }

    @Test
    void aPathThatComesBackIsRegisteredBeforeAWriteGoesOverIt() throws Exception {
        rig.start(lab, KEYED);
        reservedThroughA();
        verbs.heal("B0");
        rig.awaitActive(2);
        assertThat(rig.keys(A)).containsExactly(KEY, KEY);
        verbs.cut("A0");
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("GOOD");
    }

    @Test
    void withoutAKeyTheSameWriteConflicts() throws Exception {
        rig.start(lab, "");
        reservedThroughA();
        verbs.heal("B0");
        rig.awaitActive(2);
        assertThat(registrations()).isEmpty();
        verbs.cut("A0");
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("RESERVATION CONFLICT");
    }

    @Test
    void aPathThatIsNewIsRegisteredBeforeItJoins() throws Exception {
        rig.start(lab, "defaults {\n reservation_key 0xabc\n}\noverrides {\n dev_loss_tmo 1\n}\n");
        reservedThroughA();
        Await.until("the path to be removed", () -> lab.path(B) == null, rig.inventory::paths);
        verbs.heal("B0");
        rig.awaitActive(2);
        assertThat(registrations()).isNotEmpty();
        verbs.cut("A0");
        rig.awaitActive(1);
        assertThat(rig.write()).isEqualTo("GOOD");
    }

    @Test
    void whatIsRegisteredWithAnotherKeyGetsThisOne() throws Exception {
        rig.start(lab, KEYED);
        rig.awaitActive(2);
        rig.register(A, KEY);
        rig.register(B, 77);
        verbs.cut("B0");
        rig.awaitActive(1);
        verbs.heal("B0");
        rig.awaitActive(2);
        assertThat(rig.keys(A)).containsExactly(KEY, KEY);
    }

    @Test
    void nothingIsSentToAUnitThatDoesNotKnowTheKey() throws Exception {
        rig.start(lab, KEYED);
        rig.awaitActive(2);
        rig.register(A, 77);
        verbs.cut("B0");
        rig.awaitActive(1);
        verbs.clearCommands("lab");
        verbs.heal("B0");
        rig.awaitActive(2);
        assertThat(verbs.commands("lab")).extracting(LabCommand::cdb).anyMatch(cdb -> cdb.startsWith("5e 00"));
        assertThat(registrations()).isEmpty();
        assertThat(rig.reservation().registered()).isFalse();
    }

    @Test
    void allTargetPortsAreRegisteredAtOnceWhenTheFileSaysSo() throws Exception {
        rig.start(lab, "defaults {\n reservation_key 0xabc\n all_tg_pt yes\n}\n");
        reservedThroughA();
        verbs.heal("B0");
        rig.awaitActive(2);
        assertThat(verbs.commands("lab")).filteredOn(command -> command.cdb().startsWith("5f 06"))
                .extracting(LabCommand::parameters)
                .containsExactly("00 00 00 00 00 00 00 00 00 00 00 00 00 00 0a bc 00 00 00 00 04 00 00 00");
    }

    @Test
    void aPathThatCannotBeRegisteredStaysOutAndSaysWhyUntilItCan() throws Exception {
        rig.start(lab, "defaults {\n reservation_key 0xabc:aptpl\n}\n");
        reservedThroughA();
        verbs.heal("B0");
        Await.until("the path to say why", () -> rig.seen(B).reason().equals("its reservation key could not be registered: "
                + "REGISTER AND IGNORE EXISTING KEY: ILLEGAL REQUEST 05/26/00 invalid field in parameter list"), rig.inventory::paths);
        rig.awaitActive(1);
        assertThat(rig.reservation().reason()).contains("05/26/00");
        rig.follow(KEYED);
        rig.awaitActive(2);
        Await.until("it to say nothing any more", () -> rig.seen(B).reason().isEmpty(), rig.inventory::paths);
        assertThat(rig.reservation().registeredPaths()).isPositive();
    }

    @Test
    void aNewPathThatCannotBeRegisteredIsInNoMapUntilItCan() throws Exception {
        rig.start(lab, "defaults {\n reservation_key 0xabc:aptpl\n}\noverrides {\n dev_loss_tmo 1\n}\n");
        reservedThroughA();
        Await.until("the path to be removed", () -> lab.path(B) == null, rig.inventory::paths);
        verbs.heal("B0");
        Await.until("the path to say why", () -> rig.inventory.paths().stream().anyMatch(path -> path.name().equals(B)
                && path.reason().contains("its reservation key could not be registered")), rig.inventory::paths);
        assertThat(rig.seen(B).map()).isEmpty();
        rig.follow(KEYED);
        rig.awaitActive(2);
    }

    @Test
    void theFileOfKeysIsWrittenByCommandAndHoldsWhereTheConfigurationSaysSo() throws Exception {
        rig.start(lab, "defaults {\n reservation_key file\n}\n");
        rig.awaitActive(2);
        assertThat(rig.reservation().key()).isEmpty();
        rig.register(A, KEY);
        rig.inventory.setKey("mpatha", "ABC");
        assertThat(rig.inventory.awaitSettled(Duration.ofSeconds(20))).isTrue();
        String wwid = rig.reservation().wwid();
        assertThat(Files.readString(directory.resolve("prkeys"))).isEqualTo("0x0000000000000abc " + wwid + "\n");
        assertThat(rig.keys(A)).as("paths in use are registered, too").containsExactly(KEY, KEY);
        assertThat(rig.reservation()).extracting("key", "origin", "filed", "registered", "registeredPaths", "paths")
                .containsExactly("0xabc", "prkeys", "0xabc", true, 2, 2);
        rig.inventory.setKey("mpatha", "none");
        assertThat(Files.readString(directory.resolve("prkeys")).strip()).isEmpty();
        assertThat(rig.reservation().key()).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsRefused() throws Exception {
        rig.start(lab, "");
        assertThatThrownBy(() -> rig.inventory.setKey("mpatha", "xyz")).isInstanceOf(ControlException.class)
                .hasMessageContaining("xyz");
        assertThatThrownBy(() -> rig.inventory.setKey("mpatha", "0x0")).isInstanceOf(ControlException.class)
                .hasMessageContaining("no key");
        assertThatThrownBy(() -> rig.inventory.setKey("mpathz", "1")).isInstanceOf(ControlException.class)
                .hasMessageContaining("mpathz");
    }
}
