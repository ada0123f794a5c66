package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.RdacTransfer;
import org.mpath.scsi.SupportedPages;
import org.mpath.target.array.RdacArray;
import org.mpath.target.store.MemoryStore;

/** The RDAC family, byte by byte and mode by mode. */
class RdacTest {
    private static final long SECOND = 1_000_000_000L;

    private final byte[] cdb = new byte[16];
    private Array array;
    /** Hosts at controllers A and B; A owns the even units. */
    private Host a;

    private Host b;

    private void build(String... words) {
        Map<String, String> values = new HashMap<>();
        for (String word : words) {
            values.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        array = new RdacArray().create("rdac", 2, 1, values);
        for (int lun = 0; lun < 4; lun++) {
            array.addUnit(lun, new MemoryStore(1 << 20));
        }
        a = login("A0", "host");
        b = login("B0", "host");
    }

    private Host login(String port, String name) {
        Port at = array.ports().stream().filter(each -> each.name().equals(port)).findFirst().orElseThrow();
        Host host = new Host(at, name);
        for (int lun = 0; lun < 4; lun++) {
            host.settled(lun);
        }
        return host;
    }

    private String page(Host host, int lun, int page) {
        return HexFormat.of().formatHex(host.read(lun, cdb, Cdb.inquiryPage(cdb, page, 255), 255));
    }

    private static BitSet luns(int... luns) {
        BitSet set = new BitSet();
        Arrays.stream(luns).forEach(set::set);
        return set;
    }

    private Host select(Host host, int lun, boolean wide, int... luns) {
        return select(host, lun, RdacTransfer.of(wide, luns(luns)));
    }

    private Host select(Host host, int lun, RdacTransfer transfer) {
        byte[] list = transfer.list();
        int length = transfer.wide()
                ? Cdb.modeSelect10(cdb, false, list.length)
                : Cdb.modeSelect6(cdb, false, list.length);
        return host.write(lun, cdb, length, list);
    }

    private String read(Host host, int lun) {
        host.readBlocks(lun, 0, 1);
        return host.answer();
    }

    private String owners() {
        StringBuilder owners = new StringBuilder();
        array.units().forEach(unit -> owners.append(unit.access().owner().name()));
        return owners.toString();
    }

    // ---- pages ----

    @Test
    void listsItsVendorsPages() {
        build();
        byte[] list = a.read(0, cdb, Cdb.inquiryPage(cdb, 0, 255), 255);
        assertThat(SupportedPages.parse(list).pages()).contains(0xc2, 0xc4, 0xc8, 0xc9);
    }

    @Test
    void tellsWhoseControllerAnswersByteByByte() {
        build();
        String subsystem = "00c4001a 73756273 72646163" + "20".repeat(12) + " 30303031 00";
        assertThat(page(a, 0, 0xc4)).isEqualTo((subsystem + "31").replace(" ", ""));
        assertThat(page(b, 0, 0xc4)).isEqualTo((subsystem + "32").replace(" ", ""));
    }

    @Test
    void tellsWhichVolumeOfWhichArrayItIs() {
        build();
        String page = page(a, 3, 0xc8);
        assertThat(page).startsWith("00c800ab" + "65646964" + "00000010").endsWith("0000000000000003").hasSize(350);
        assertThat(page.substring(24, 56)).isEqualTo(HexFormat.of().formatHex(array.unit(3).identity().naa()));
        assertThat(page.substring(180, 212)).as("array id").isEqualTo(page(b, 0, 0xc8).substring(180, 212));
        assertThat(page.substring(24, 56)).as("volume id").isNotEqualTo(page(b, 0, 0xc8).substring(24, 56));
    }

    @ParameterizedTest
    @CsvSource({"256, ff", "32, 1f"})
    void tellsHowManyUnitsModeSelectNumbers(String luns, String lunMax) {
        build("luns=" + luns);
        assertThat(page(a, 0, 0xc2)).startsWith("00c200fb" + "73777234").hasSize(510);
        assertThat(page(a, 0, 0xc2).substring(30, 32)).isEqualTo(lunMax);
    }

    @ParameterizedTest
    @CsvSource({"rdac, 0101, 0002", "avt, 8101, 8002", "ioship, 2101, 2002"})
    void tellsWhoOwnsTheUnitAndHowItMoves(String mode, String owner, String other) {
        build("mode=" + mode);
        assertThat(page(a, 0, 0xc9)).isEqualTo("00c9002c" + "76616331" + owner + "00".repeat(38));
        assertThat(page(b, 0, 0xc9)).isEqualTo("00c9002c" + "76616331" + other + "00".repeat(38));
        select(b, 0, true, 0);
        String moved = other.substring(0, 1) + '1' + other.substring(2);
        assertThat(page(b, 0, 0xc9).substring(16, 20)).as("owner, though not preferred").isEqualTo(moved);
    }

    @ParameterizedTest
    @CsvSource({"lab, MPATH, LAB-RDAC", "lsi, LSI, INF-01-00", "md3000, DELL, MD3000", "csm200, SUN, CSM200_R"})
    void showsTheBrandThatIsAskedFor(String brand, String vendor, String product) {
        build("brand=" + brand);
        Inquiry standard = Inquiry.parse(a.read(0, cdb, Cdb.inquiry(cdb, 96), 96));
        assertThat(standard.vendor()).isEqualTo(vendor);
        assertThat(standard.product()).isEqualTo(product);
        assertThat(standard.tpgs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=alua", "luns=31", "quiescence=x", "brand=acme"})
    void refusesWordsItDoesNotKnow(String word) {
        assertThatThrownBy(() -> build(word)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(word);
    }

    @Test
    void hasTwoControllersAtMost() {
        assertThatThrownBy(() -> new RdacArray().create("rdac", 3, 1, Map.of())).hasMessageStartingWith("3 controllers");
    }

    // ---- who serves what ----

    @Test
    void refusesIoThroughTheControllerThatDoesNotOwnTheUnit() {
        build();
        assertThat(read(a, 0)).isEqualTo("GOOD");
        assertThat(read(b, 0)).isEqualTo("05/94/01");
        assertThat(b.writeBlocks(0, 0, new byte[512]).answer()).isEqualTo("05/94/01");
        assertThat(read(b, 1)).isEqualTo("GOOD");
        assertThat(b.testUnitReady(0).answer()).as("does not touch the medium").isEqualTo("GOOD");
        b.read(0, cdb, Cdb.readCapacity10(cdb), 8);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("ABAB");
    }

    @Test
    void letsTheUnitFollowTheIoWithAvt() {
        build("mode=avt");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(owners()).as("looking moves nothing").isEqualTo("ABAB");
        assertThat(read(b, 0)).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("BBAB");
        assertThat(read(a, 0)).as("A hears that its unit was quiet").isEqualTo("06/8b/02");
        assertThat(read(a, 0)).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("ABAB");
    }

    @Test
    void passesIoOnWithIoShippingAndLeavesTheUnitWhereItIs() {
        build("mode=ioship");
        assertThat(read(b, 0)).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("ABAB");
        assertThat(array.unit(0).access().state(array.controller("B"))).isEqualTo(AccessState.ACTIVE_NON_OPTIMIZED);
        assertThat(select(b, 0, true, 0).answer()).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("BBAB");
    }

    @ParameterizedTest
    @CsvSource({"unavailable", "offline"})
    void saysThatAPortThatIsOutOfUseCannotBeMadeReady(String state) {
        build();
        array.ownership().begin(
                Transition.of(array.unit(0), Map.of(array.controller("A"), AccessState.ofWords(state))));
        assertThat(read(a, 0)).isEqualTo("06/8b/02");
        assertThat(read(a, 0)).isEqualTo("02/04/81");
    }

    // ---- MODE SELECT ----

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void movesTheUnitsThatAreListedToTheControllerThatGotTheList(boolean wide) {
        build();
        assertThat(select(b, 1, wide, 0, 1).answer()).isEqualTo("GOOD");
        assertThat(b.command.residual()).isZero();
        assertThat(owners()).isEqualTo("BBAB");
        assertThat(read(b, 0)).isEqualTo("GOOD");
        assertThat(read(a, 2)).as("not listed, not told").isEqualTo("GOOD");
    }

    @Test
    void tellsEveryNexusThatAUnitWasMovedButTheOneThatAsked() {
        build();
        Host samePort = login("B0", "another host");
        select(b, 0, true, 0);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(samePort.testUnitReady(0).answer()).isEqualTo("06/8b/02");
        assertThat(samePort.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/8b/02");
        assertThat(read(a, 0)).isEqualTo("05/94/01");
        assertThat(a.testUnitReady(1).answer()).isEqualTo("GOOD");
    }

    @Test
    void movesAllUnitsWhenTheModeSaysSo() {
        build();
        assertThat(select(b, 0, new RdacTransfer(true, RdacTransfer.MODE_ALL, 0, 0, luns())).answer()).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("BBBB");
    }

    @Test
    void movesNothingWhenAUnitThatIsListedIsNotThere() {
        build();
        assertThat(select(b, 0, true, 0, 4).answer()).isEqualTo("05/26/00");
        assertThat(select(b, 0, new RdacTransfer(true, 3, 0, 0, luns(0))).answer()).isEqualTo("05/26/00");
        assertThat(owners()).isEqualTo("ABAB");
    }

    @Test
    void knowsOnlyTheShortListWhenItNumbers32Units() {
        build("luns=32");
        assertThat(select(b, 0, true, 0).answer()).isEqualTo("05/26/00");
        assertThat(select(b, 0, false, 0).answer()).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("BBAB");
    }

    @Test
    void refusesAListOfAnotherLength() {
        build();
        byte[] list = Arrays.copyOf(RdacTransfer.of(false, luns(0)).list(), 109);
        assertThat(b.write(0, cdb, Cdb.modeSelect6(cdb, false, 109), list).answer()).isEqualTo("05/1a/00");
        list[5] = 0x67;
        assertThat(b.write(0, cdb, Cdb.modeSelect6(cdb, false, 109), list).answer()).isEqualTo("05/1a/00");
        assertThat(owners()).isEqualTo("ABAB");
    }

    @ParameterizedTest
    @CsvSource({"attention, 06/8b/02", "aborted, 0b/8b/02", "not-ready, 02/04/a1"})
    void isQuietWhileAUnitMovesAndAnswersTheSelectAtTheEnd(String word, String quiescence) {
        build("quiescence=" + word);
        array.ownership().transitionNanos(2 * SECOND);
        select(b, 0, true, 0);
        assertThat(b.answer()).isEqualTo("none yet");
        Host second = login("B0", "another host");
        assertThat(read(second, 0)).isEqualTo(quiescence);
        assertThat(read(a, 0)).as("the change").isEqualTo("06/8b/02");
        assertThat(read(a, 0)).isEqualTo(quiescence);
        assertThat(read(a, 2)).as("units that stay are served").isEqualTo("GOOD");
        assertThat(page(a, 0, 0xc9)).as("pages are told").startsWith("00c9002c");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
        array.agenda().advance(2 * SECOND);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(read(b, 0)).isEqualTo("GOOD");
    }

    @Test
    void locksEveryOtherSelectWhileOneIsAtWork() {
        build();
        array.ownership().transitionNanos(SECOND);
        Host other = login("A0", "another host");
        select(b, 0, true, 0);
        assertThat(select(other, 3, true, 3).answer()).as("another unit, another host").isEqualTo("05/91/36");
        array.agenda().advance(SECOND);
        assertThat(b.answer()).isEqualTo("GOOD");
        other.testUnitReady(3);
        assertThat(select(other, 3, true, 3).answer()).isEqualTo("none yet");
        array.agenda().advance(2 * SECOND);
        assertThat(other.answer()).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("BBAA");
    }

    @Test
    void isQuietForASelectWhileTheArrayItselfMovesTheUnit() {
        build();
        array.ownership().transfer(array.units().subList(0, 1), array.controller("B"), null, SECOND, moved -> {});
        b.testUnitReady(0);
        assertThat(select(b, 0, true, 0).answer()).isEqualTo("06/8b/02");
        array.agenda().advance(SECOND);
        b.testUnitReady(0);
        assertThat(select(b, 0, true, 0).answer()).as("it is here already").isEqualTo("GOOD");
    }

    @Test
    void unlocksWhenTheMoveIsOvertaken() {
        build();
        array.ownership().transitionNanos(SECOND);
        select(b, 0, true, 0);
        array.ownership().begin(Transition.toOwner(array.unit(0), array.controller("A")));
        assertThat(b.answer()).isEqualTo("0b/8b/02");
        b.testUnitReady(0);
        assertThat(select(b, 0, true, 0).answer()).isEqualTo("none yet");
    }

    @Test
    void unlocksAtTheEndOfAMoveWhoseInitiatorWent() {
        build();
        array.ownership().transitionNanos(SECOND);
        select(b, 0, true, 0);
        b.nexus.end();
        array.agenda().advance(SECOND);
        assertThat(owners()).isEqualTo("BBAB");
        a.testUnitReady(0);
        assertThat(select(a, 0, true, 0).answer()).isEqualTo("none yet");
    }

    // ---- MODE SENSE ----

    @Test
    void showsInMode2chWhichUnitsAreHere() {
        build();
        byte[] narrow = a.read(0, cdb, Cdb.modeSense6(cdb, RdacTransfer.PAGE, 255), 255);
        assertThat(HexFormat.of().formatHex(narrow)).startsWith("6d001000" + "2c68").hasSize(220);
        assertThat(Arrays.copyOfRange(narrow, 44, 48)).containsExactly(1, 0, 1, 0);
        byte[] sense10 = Host.cdb(10, 0x5a, 0x08, RdacTransfer.PAGE, RdacTransfer.SUBPAGE, 0, 0, 0, 2, 0);
        byte[] wide = b.read(0, sense10, 10, 512);
        assertThat(HexFormat.of().formatHex(wide)).startsWith("0132001000000000" + "6c010128").hasSize(616);
        assertThat(Arrays.copyOfRange(wide, 50, 54)).containsExactly(0, 1, 0, 1);
    }

    @Test
    void letsInitiatorsSwitchTaskAbortedStatusForEachUnit() {
        build();
        byte[] page = ModeSense.controlPage();
        page[5] = 0x40;
        byte[] list = new byte[8 + page.length];
        System.arraycopy(page, 0, list, 8, page.length);
        assertThat(a.write(0, cdb, Cdb.modeSelect10(cdb, true, list.length), list).answer()).isEqualTo("GOOD");
        assertThat(control(b, 0)).as("through both controllers").isEqualTo("0a0a00000040000000000000");
        assertThat(control(a, 1)).isEqualTo("0a0a00000000000000000000");
        list[10] = 1;
        assertThat(a.write(0, cdb, Cdb.modeSelect10(cdb, true, list.length), list).answer()).isEqualTo("05/26/00");
    }

    private String control(Host host, int lun) {
        byte[] answer = host.read(lun, cdb, Cdb.modeSense6(cdb, ModeSense.CONTROL_PAGE, 255), 255);
        return HexFormat.of().formatHex(answer).substring(8);
    }

    // ---- controllers ----

    @Test
    void givesTheUnitsOfAFailedControllerToTheOtherOne() {
        build();
        array.maintenance().fail(array.controller("A"));
        assertThat(read(b, 0)).isEqualTo("06/8b/02");
        assertThat(read(b, 0)).isEqualTo("GOOD");
        array.maintenance().heal(array.controller("A"));
        assertThat(owners()).isEqualTo("ABAB");
    }
}
