package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random and damaged bytes into every parser: a record or a {@link MalformedResponse}, in bounded time, nothing else. */
class ParserFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final int BYTES_MAX = 300;

    record Parser(String name, byte[] sound, Consumer<byte[]> parse) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Parser> parsers() {
        ModeSense mode = new ModeSense(false, true, true);
        ReadCapacity capacity = new ReadCapacity(1024, 512, 0, true, true);
        byte[] unmap = new byte[40];
        UnmapList.putHeader(ByteBuffer.wrap(unmap), 0, 2);
        DeviceIdentification names = new DeviceIdentification(
                List.of(Designator.t10("ACME", "disk 1"), Designator.naa(new byte[] {0x50, 1, 2, 3, 4, 5, 6, 7}),
                        Designator.name(0, "iqn.2026-11.org.example:1"), Designator.portGroup(1)));
        return Stream.of(
                new Parser("INQUIRY", Inquiry.disk("ACME", "disk", "1", 0).bytes(), Inquiry::parse),
                new Parser("VPD 00", new SupportedPages(List.of(0, 0x80, 0x83)).bytes(), SupportedPages::parse),
                new Parser("VPD 80", new UnitSerial("42").bytes(), UnitSerial::parse),
                new Parser("VPD 83", names.bytes(), ParserFuzzTest::identify),
                new Parser("VPD B0", new BlockLimits(false, 0, 0, 9, 9, 9, 9, 9, 9).bytes(), BlockLimits::parse),
                new Parser("VPD B1", new BlockCharacteristics(1).bytes(), BlockCharacteristics::parse),
                new Parser("VPD B2", new Provisioning(true, true, true, true, 2).bytes(), Provisioning::parse),
                new Parser("HDS INQUIRY", hds(), HdsInquiry::parse),
                new Parser("VPD E0", new HdsPathPage(true, true).bytes(), HdsPathPage::parse),
                new Parser("REPORT LUNS", new ReportLuns(List.of(0L, 1L, 2L)).bytes(), ReportLuns::parse),
                new Parser("READ KEYS", new RegisteredKeys(3, List.of(1L, 2L)).bytes(), RegisteredKeys::parse),
                new Parser("READ RESERVATION", new HeldReservation(3, 1, ReservationType.WRITE_EXCLUSIVE).bytes(),
                        HeldReservation::parse),
                new Parser("PERSISTENT RESERVE OUT", ReservationRequest.as(1, 2).bytes(), ReservationRequest::parse),
                new Parser("READ CAPACITY 10", capacity.bytes10(), ReadCapacity::parse10),
                new Parser("READ CAPACITY 16", capacity.bytes16(), ReadCapacity::parse16),
                new Parser("MODE SENSE 6", mode.bytes6(mode.cachingPage()), ModeSense::parse6),
                new Parser("MODE SENSE 10", mode.bytes10(mode.cachingPage()), ModeSense::parse10),
                new Parser("MODE SELECT 6", new byte[] {0, 0, 0, 0, 0x22, 2, 1, 2}, ModeSelect::parse6),
                new Parser("MODE SELECT 10", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0x6c, 1, 0, 1, 2}, ModeSelect::parse10),
                new Parser("REPORT TARGET PORT GROUPS", groups(), TargetPortGroups::parse),
                new Parser(
                        "SET TARGET PORT GROUPS",
                        SetTargetPortGroups.of(1, AccessState.STANDBY).bytes(),
                        SetTargetPortGroups::parse),
                new Parser("VPD C2 RDAC", new RdacSoftware("010203", "040506", 0, 255).bytes(), RdacSoftware::parse),
                new Parser("VPD C4 RDAC", new RdacSubsystem("one", "1", 0x31).bytes(), RdacSubsystem::parse),
                new Parser("VPD C8 RDAC", RdacPagesTest.volume(7).bytes(), RdacVolume::parse),
                new Parser("VPD C9 RDAC", new RdacAccess(1, 1).bytes(), RdacAccess::parse),
                new Parser("mode page 2C narrow", RdacTransferTest.transfer(false, 7).page(), RdacTransfer::parse),
                new Parser("mode page 2C wide", RdacTransferTest.transfer(true, 7).page(), RdacTransfer::parse),
                new Parser("UNMAP", unmap, ParserFuzzTest::unmap),
                new Parser("fixed sense", new Sense(SenseKey.NOT_READY, 4, 1).fixed(), ParserFuzzTest::sense),
                new Parser("descriptor sense", new Sense(SenseKey.NOT_READY, 4, 1).descriptor(), ParserFuzzTest::sense));
    }

    private static byte[] groups() {
        TargetPortGroup group = new TargetPortGroup(1, AccessState.STANDBY, true, 0xcf, 1, List.of(1, 2));
        return TargetPortGroups.extended(List.of(group, group), 3).bytes();
    }

    private static byte[] hds() {
        return new HdsInquiry(HdsInquiry.Access.SYMMETRIC, 199, 1, 'B').in(Inquiry.disk("HITACHI", "DF600F", "1", 0).bytes());
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void onlyMalformedResponseEscapes(Parser parser) {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        parser.parse().accept(parser.sound());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = round % 2 == 0 ? noise(random) : damaged(parser.sound(), random);
                try {
                    parser.parse().accept(bytes);
                } catch (MalformedResponse expected) {
                    assertThat(expected).hasMessageContaining(", byte ");
                } catch (RuntimeException | Error escaped) {
                    fail("-Dmpath.seed=" + seed + " round " + round, escaped);
                }
            }
        });
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(BYTES_MAX)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A sound answer with some bytes changed, cut or followed by noise. */
    private static byte[] damaged(byte[] sound, Random random) {
        byte[] bytes = java.util.Arrays.copyOf(sound, random.nextInt(sound.length + 16));
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
        }
        return bytes;
    }

    private static void identify(byte[] bytes) {
        DeviceIdentification page = DeviceIdentification.parse(bytes);
        assertThat(Wwid.of(page)).matches("[!-~]{0,127}");
        LinkIdentity.of(Inquiry.disk("ACME", "disk", "1", 0), page, null, 0, null);
        page.portGroup();
        page.relativePort();
    }

    private static void unmap(byte[] bytes) {
        ByteBuffer list = ByteBuffer.wrap(bytes);
        int count = UnmapList.count(list, 0, bytes.length);
        for (int index = 0; index < count; index++) {
            UnmapList.lba(list, 0, index);
            UnmapList.blocks(list, 0, index);
        }
    }

    private static void sense(byte[] bytes) {
        Sense.text(bytes, bytes.length);
        Sense.parse(bytes, bytes.length).text();
    }
}
