package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;
import org.mpath.target.array.AluaArray;
import org.mpath.target.store.MemoryStore;

/** The ALUA family, byte by byte and state by state. */
class AluaTest {
    private static final long SECOND = 1_000_000_000L;

    private Array array;
    private Host a;
    private Host b;

    private void build(String... words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            values.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        array = new AluaArray().create("alua", 2, 2, values);
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(1, new MemoryStore(1 << 20));
        a = new Host(array.ports().get(0)).settled(0).settled(1);
        b = new Host(array.ports().get(2)).settled(0).settled(1);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex.replace("\n", " ").strip());
    }

    private byte[] report(Host host, int lun, boolean extended) {
        byte[] cdb = new byte[16];
        return host.read(lun, cdb, Cdb.reportTargetPortGroups(cdb, extended, 128), 128);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void saysInItsInquiryWhichTransitionsItKnows(int tpgs) {
        build("tpgs=" + tpgs);
        byte[] cdb = new byte[16];
        byte[] standard = a.read(0, cdb, Cdb.inquiry(cdb, 96), 96);
        assertThat(standard[5] & 0x30).isEqualTo(tpgs << 4);
        assertThat(Inquiry.parse(standard).tpgs()).isEqualTo(tpgs);
    }

    @Test
    void saysWhichGroupAndPortAnswers() {
        build();
        byte[] cdb = new byte[16];
        byte[] page = b.read(0, cdb, Cdb.inquiryPage(cdb, 0x83, 252), 252);
        DeviceIdentification names = DeviceIdentification.parse(page);
        assertThat(names.portGroup()).hasValue(2);
        assertThat(names.relativePort()).hasValue(3);
        assertThat(HexFormat.of().formatHex(page)).contains("0114000400000003", "0115000400000002");
    }

    @Test
    void reportsItsGroupsByteByByte() {
        build();
        assertThat(report(a, 0, false)).isEqualTo(bytes("""
                00 00 00 20
                80 cf 00 01 00 00 00 02 00 00 00 01 00 00 00 02
                01 cf 00 02 00 00 00 02 00 00 00 03 00 00 00 04"""));
        assertThat(report(b, 1, false)).isEqualTo(bytes("""
                00 00 00 20
                01 cf 00 01 00 00 00 02 00 00 00 01 00 00 00 02
                80 cf 00 02 00 00 00 02 00 00 00 03 00 00 00 04"""));
        array.ownership().transitionNanos(SECOND + 1);
        assertThat(report(a, 0, true)).isEqualTo(bytes("""
                00 00 00 24 10 02 00 00
                80 cf 00 01 00 00 00 02 00 00 00 01 00 00 00 02
                01 cf 00 02 00 00 00 02 00 00 00 03 00 00 00 04"""));
        byte[] cdb = new byte[16];
        assertThat(a.read(0, cdb, Cdb.reportTargetPortGroups(cdb, false, 6), 128))
                .isEqualTo(bytes("00 00 00 20 80 cf"));
    }

    @Test
    void refusesTheExtendedHeaderWhenItHasNone() {
        build("header=plain");
        report(a, 0, true);
        assertThat(a.answer()).isEqualTo("05/24/00");
        report(a, 0, false);
        assertThat(a.answer()).isEqualTo("GOOD");
    }

    @Test
    void refusesOtherServiceActions() {
        build();
        assertThat(a.send(0, Host.cdb(12, Opcode.MAINTENANCE_IN, 0x0b), 12).answer()).isEqualTo("05/24/00");
        assertThat(a.send(0, Host.cdb(12, Opcode.MAINTENANCE_OUT, 0x0b), 12).answer()).isEqualTo("05/24/00");
    }

    @Test
    void knowsNoExplicitTransitionWhenItIsImplicitOnly() {
        build("tpgs=1");
        assertThat(a.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED).answer()).isEqualTo("05/20/00");
    }

    @Test
    void movesAUnitToTheControllerThatIsAskedFor() {
        build("passive=standby");
        assertThat(b.readBlocks(0, 0, 1)).isEmpty();
        assertThat(b.answer()).isEqualTo("02/04/0b");

        assertThat(b.setGroups(0, bytes("00 00 00 00 00 00 00 02")).answer()).isEqualTo("GOOD");
        assertThat(b.command.residual()).isZero();

        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/06");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("02/04/0b");
        assertThat(report(b, 0, false)).isEqualTo(bytes("""
                00 00 00 20
                82 cf 00 01 00 01 00 02 00 00 00 01 00 00 00 02
                00 cf 00 02 00 01 00 02 00 00 00 03 00 00 00 04"""));
        assertThat(array.unit(0).access().owner()).isEqualTo(array.controller("B"));
        assertThat(a.testUnitReady(1).answer()).as("another unit").isEqualTo("02/04/0b");
    }

    @Test
    void tellsEveryNexusOfAChangeButTheOneThatAsked() {
        build();
        Host sameController = new Host(array.ports().get(3)).settled(0);
        Host samePort = new Host(array.ports().get(2), "another host").settled(0);
        b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
        for (Host told : new Host[] {a, sameController, samePort}) {
            assertThat(told.testUnitReady(0).answer()).isEqualTo("06/2a/06");
            assertThat(told.testUnitReady(0).answer()).isEqualTo("GOOD");
            assertThat(told.testUnitReady(1).answer()).isNotEqualTo("06/2a/06");
        }
    }

    @Test
    void takesItsTimeAndAnswersWhenTheChangeIsDone() {
        build("passive=standby");
        array.ownership().transitionNanos(2 * SECOND);
        b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED);
        assertThat(b.answer()).isEqualTo("none yet");

        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/06");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("02/04/0a");
        assertThat(report(a, 0, false)).startsWith(bytes("00 00 00 20 8f cf 00 01 00 01"));
        assertThat(a.setGroup(0, 1, AccessState.ACTIVE_OPTIMIZED).answer()).isEqualTo("02/04/0a");

        array.agenda().advance(2 * SECOND - 1);
        assertThat(b.answer()).isEqualTo("none yet");
        array.agenda().advance(2 * SECOND);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/06");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("02/04/0b");
        assertThat(array.agenda().isEmpty()).isTrue();
    }

    @Test
    void answersAtOnceAndChangesLaterWhenToldTo() {
        build("stpg=early", "passive=standby");
        array.ownership().transitionNanos(SECOND);
        assertThat(b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED).answer()).isEqualTo("GOOD");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("02/04/0a");
        array.agenda().advance(SECOND);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void failsACommandWhoseChangeIsOvertaken() {
        build();
        array.ownership().transitionNanos(SECOND);
        b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED);
        array.ownership().begin(Transition.toOwner(array.unit(0), array.controller("A")));
        assertThat(b.answer()).isEqualTo("04/67/0a");
        array.agenda().advance(SECOND);
        assertThat(array.unit(0).access().owner()).isEqualTo(array.controller("A"));
        assertThat(array.unit(0).access().state(array.controller("B"))).isEqualTo(AccessState.ACTIVE_NON_OPTIMIZED);
    }

    @Test
    void failsToActivateAControllerThatIsDown() {
        build();
        array.maintenance().fail(array.controller("B"));
        a.testUnitReady(0);
        assertThat(a.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED).answer()).isEqualTo("04/67/0a");
    }

    @Test
    void forgetsACommandThatIsAbortedWhileTheChangeGoesOn() {
        build("passive=standby");
        array.ownership().transitionNanos(SECOND);
        b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED);
        b.nexus.abortTask(b.command);
        assertThat(b.command.state()).isEqualTo(Command.State.ENDED);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("02/04/0a");
        array.agenda().advance(SECOND);
        assertThat(b.answer()).as("the next command's answer").isEqualTo("02/04/0a");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @ParameterizedTest
    @CsvSource({
        "00 00 00 00 00 00 00 03, 05/26/00", // no such group
        "00 00 00 00 04 00 00 02, 05/26/00", // LBA dependent cannot be asked for
        "00 00 00 00 0f 00 00 02, 05/26/00", // nor transitioning
        "00 00 00 00 07 00 00 02, 05/26/00", // reserved
        "00 00 00 00 00 00 00 02 02 00 00 02, 05/26/00", // the same group twice
        "00 00 00 00 00 00, 05/1a/00",
        "00 00, 05/1a/00",
        "00 00 00 00, GOOD" // asks for nothing
    })
    void checksWhatItIsAskedFor(String list, String answer) {
        build();
        assertThat(b.setGroups(0, bytes(list)).answer()).isEqualTo(answer);
        assertThat(array.unit(0).access().owner()).isEqualTo(array.controller("A"));
        assertThat(a.testUnitReady(0).answer()).as("nothing changed, nothing told").isEqualTo("GOOD");
    }

    @Test
    void refusesAListThatIsLongerThanWhatCame() {
        build();
        byte[] cdb = new byte[16];
        int length = Cdb.setTargetPortGroups(cdb, 12);
        assertThat(b.write(0, cdb, length, new byte[8]).answer()).isEqualTo("05/1a/00");
        length = Cdb.setTargetPortGroups(cdb, -1);
        assertThat(b.write(0, cdb, length, new byte[8]).answer()).isEqualTo("05/1a/00");
        length = Cdb.setTargetPortGroups(cdb, 0);
        assertThat(b.send(0, cdb, length).answer()).isEqualTo("GOOD");
    }

    @Test
    void setsSeveralGroupsAtOnce() {
        build();
        b.setGroups(0, bytes("00 00 00 00 03 00 00 01 00 00 00 02"));
        assertThat(b.groups(0, false).group(1).state()).isEqualTo(AccessState.UNAVAILABLE);
        assertThat(b.groups(0, false).group(2).state()).isEqualTo(AccessState.ACTIVE_OPTIMIZED);
        assertThat(array.unit(0).access().owner()).isEqualTo(array.controller("B"));
    }

    @ParameterizedTest
    @CsvSource({
        "active/optimized,     GOOD,     GOOD,     GOOD,     GOOD, GOOD",
        "active/non-optimized, GOOD,     GOOD,     GOOD,     GOOD, GOOD",
        "standby,              02/04/0b, 02/04/0b, GOOD,     GOOD, GOOD",
        "unavailable,          02/04/0c, 02/04/0c, 02/04/0c, GOOD, GOOD",
        "offline,              02/04/12, 02/04/12, 02/04/12, GOOD, GOOD",
        "transitioning,        02/04/0a, 02/04/0a, 02/04/0a, 02/04/0a, GOOD"
    })
    void carriesOutWhatAStateAllows(
            String words, String testUnitReady, String read, String modeSense, String setGroups, String others) {
        build();
        Transition change = Transition.of(array.unit(0), Map.of(array.controller("A"), AccessState.ofWords(words)));
        array.ownership().begin(change);
        a.readBlocks(0, 0, 0); // takes the unit attention, if there is one
        byte[] cdb = new byte[16];
        assertThat(a.testUnitReady(0).answer()).isEqualTo(testUnitReady);
        a.readBlocks(0, 0, 1);
        assertThat(a.answer()).isEqualTo(read);
        a.writeBlocks(0, 0, new byte[512]);
        assertThat(a.answer()).isEqualTo(read);
        a.read(0, cdb, Cdb.modeSense6(cdb, 0x3f, 252), 252);
        assertThat(a.answer()).isEqualTo(modeSense);
        assertThat(a.setGroups(0, new byte[4]).answer()).isEqualTo(setGroups);
        a.read(0, cdb, Cdb.inquiryPage(cdb, 0x83, 252), 252);
        assertThat(a.answer()).isEqualTo(others);
        a.read(0, cdb, Cdb.reportLuns(cdb, 64), 64);
        assertThat(a.answer()).isEqualTo(others);
        a.read(0, Host.cdb(6, Opcode.REQUEST_SENSE, 0, 0, 0, 18), 6, 18);
        assertThat(a.answer()).isEqualTo(others);
        assertThat(report(a, 0, false)).isNotEmpty();
        assertThat(a.answer()).isEqualTo(others);
    }

    @Test
    void tellsOfAnImplicitChangeThatFails() {
        build();
        array.ownership().begin(Transition.of(
                        array.unit(0), Map.of(array.controller("A"), AccessState.STANDBY))
                .takes(SECOND)
                .failing());
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/06");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("02/04/0a");
        array.agenda().advance(SECOND);
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/07");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("06/2a/06");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("06/2a/07");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void logsWhatItWasAskedAndWhatItAnswered() {
        build();
        array.log().clear();
        array.ownership().transitionNanos(SECOND);
        b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED);
        assertThat(array.log().commands().get(0).status()).isEqualTo(LoggedCommand.NO_ANSWER);
        array.agenda().advance(SECOND);
        a.readBlocks(0, 0, 1);
        a.readBlocks(0, 0, 1);
        a.send(0, Host.cdb(6, 0x1d), 6);

        assertThat(array.log().commands()).hasSize(2).satisfiesExactly(
                set -> {
                    assertThat(set.port()).isEqualTo("B0");
                    assertThat(set.initiator()).isEqualTo("host");
                    assertThat(set.lun()).isZero();
                    assertThat(set.cdb()).isEqualTo(bytes("a4 0a 00 00 00 00 00 00 00 08 00 00"));
                    assertThat(set.parameters()).isEqualTo(bytes("00 00 00 00 00 00 00 02"));
                    assertThat(set.status()).isZero();
                },
                unknown -> {
                    assertThat(unknown.opcode()).isEqualTo(0x1d);
                    assertThat(unknown.nanos()).isEqualTo(SECOND);
                    assertThat(unknown.sense()).isEqualTo(SenseCode.INVALID_OPCODE);
                });
        array.log().transfers(true);
        a.readBlocks(0, 0, 1);
        assertThat(array.log().commands()).last().extracting(LoggedCommand::opcode).isEqualTo(Opcode.READ_10);
    }

    @Test
    void keepsAtMostSoManyCommands() {
        build();
        for (int i = 0; i < CommandLog.COMMANDS_MAX + 10; i++) {
            a.testUnitReady(0);
        }
        assertThat(array.log().commands()).hasSize(CommandLog.COMMANDS_MAX);
        long last = array.log().commands().get(CommandLog.COMMANDS_MAX - 1).number();
        assertThat(array.log().commands().get(0).number()).isEqualTo(last - CommandLog.COMMANDS_MAX + 1);
    }
}
