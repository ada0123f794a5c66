package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.scsi.Cdb;
import org.mpath.target.array.HdsArray;
import org.mpath.target.store.MemoryStore;

/** Hitachi modular arrays, both kinds, byte by byte. */
class HdsTest {
    private static final long MILLI = 1_000_000L;

    private final byte[] cdb = new byte[16];
    private Array array;
    private Host a;
    private Host b;

    private void build(Map<String, String> words) {
        array = new HdsArray().create("hds", 2, 2, words);
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(0xc7, new MemoryStore(1 << 20));
        a = new Host(array.ports().get(0)).settled(0).settled(0xc7);
        b = new Host(array.ports().get(3)).settled(0).settled(0xc7);
    }

    private byte[] inquiry(Host host, int lun) {
        return host.read(lun, cdb, Cdb.inquiry(cdb, 255), 255);
    }

    private String pathPage(Host host, int lun) {
        return HexFormat.of().formatHex(host.read(lun, cdb, Cdb.inquiryPage(cdb, 0xe0, 255), 255));
    }

    @ParameterizedTest
    @CsvSource({"asymmetric, 00000000", "symmetric, 44463030"})
    void saysWhichVolumeControllerAndPortAnswers(String access, String mark) {
        build(Map.of("access", access));
        byte[] data = inquiry(b, 0xc7);
        assertThat(new String(data, 8, 24, StandardCharsets.US_ASCII)).isEqualTo("HITACHI DF600F          ");
        assertThat(HexFormat.of().formatHex(data, 44, 51)).isEqualTo("30304337" + "00" + "31" + "42");
        assertThat(HexFormat.of().formatHex(data, 128, 132)).isEqualTo(mark);
        assertThat(HexFormat.of().formatHex(inquiry(a, 0), 44, 51)).isEqualTo("30303030" + "00" + "30" + "41");
    }

    @Test
    void thePageOfThePathFollowsTheOwner() {
        build(Map.of());
        assertThat(pathPage(a, 0)).isEqualTo("00e00001c0");
        assertThat(pathPage(b, 0)).isEqualTo("00e0000180");
        assertThat(pathPage(b, 0xc7)).isEqualTo("00e00001c0");
        array.ownership().take(array.unit(0), array.controller("B"));
        assertThat(pathPage(a, 0)).isEqualTo("00e0000180");
        assertThat(pathPage(b, 0)).isEqualTo("00e00001c0");
        assertThat(b.testUnitReady(0).answer()).as("nobody is told").isEqualTo("GOOD");
    }

    @Test
    void whileTheOwnerChangesThePageIsNotValid() {
        build(Map.of());
        array.ownership().begin(Transition.toOwner(array.unit(0), array.controller("B")).takes(MILLI));
        assertThat(pathPage(a, 0)).isEqualTo("00e0000100");
        assertThat(pathPage(b, 0)).isEqualTo("00e0000100");
        assertThat(a.testUnitReady(0).answer()).isEqualTo("GOOD");
        array.agenda().advance(MILLI);
        assertThat(pathPage(b, 0)).isEqualTo("00e00001c0");
    }

    @Test
    void aSymmetricArrayHasNoSuchPage() {
        build(Map.of("access", "symmetric"));
        pathPage(a, 0);
        assertThat(a.answer()).isEqualTo("05/24/00");
    }

    @Test
    void everyControllerServesEveryUnit() {
        build(Map.of());
        byte[] written = Host.pattern(512, 1);
        assertThat(b.writeBlocks(0, 7, written).answer()).isEqualTo("GOOD");
        assertThat(a.readBlocks(0, 7, 1)).isEqualTo(written);
    }

    @Test
    void ioThroughTheOtherControllerTakesLonger() {
        build(Map.of("crossing", "3"));
        byte[] written = Host.pattern(1024, 2);
        assertThat(a.writeBlocks(0, 7, written).answer()).isEqualTo("GOOD");
        b.readBlocks(0, 7, 2);
        assertThat(b.answer()).isEqualTo("none yet");
        array.agenda().advance(3 * MILLI - 1);
        assertThat(b.answer()).isEqualTo("none yet");
        array.agenda().advance(3 * MILLI);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(b.command.residual()).isZero();
        byte[] came = new byte[1024];
        b.data.get(7, came);
        assertThat(came).isEqualTo(written);
    }

    @Test
    void ioOnItsWayToTheOwnerCanBeAborted() {
        build(Map.of("crossing", "3"));
        b.writeBlocks(0, 7, Host.pattern(512, 3));
        b.nexus.abortTask(b.command);
        array.agenda().advance(4 * MILLI);
        assertThat(a.readBlocks(0, 7, 1)).isEqualTo(new byte[512]);
    }

    @Test
    void refusesWhatTheseArraysCannotBe() {
        assertThatThrownBy(() -> build(Map.of("access", "sometimes"))).hasMessageContaining("access=sometimes");
        assertThatThrownBy(() -> build(Map.of("crossing", "1001"))).hasMessageContaining("crossing=1001");
        assertThatThrownBy(() -> new HdsArray().create("hds", 11, 1, Map.of())).hasMessage("11 controllers; 1 to 10 allowed");
    }
}
