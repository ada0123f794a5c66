package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.HeldReservation;
import org.mpath.scsi.PersistentReserve;
import org.mpath.scsi.RegisteredKeys;
import org.mpath.scsi.ReservationRequest;
import org.mpath.scsi.ReservationType;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.MemoryStore;

/** Persistent reservations of a unit: who may do what while somebody has it. */
class ReservationTest {
    private static final String CONFLICT = "status 24";
    private static final long KEY = 0xabcd_0123_4567_89efL;
    private static final long OTHER = 7;
    private static final byte[] BLOCK = new byte[512];

    private final Array array = SymmetricArray.create("lab", 2, 1);
    private final byte[] cdb = new byte[16];
    private Host a;
    private Host b;
    private Host stranger;

    @BeforeEach
    void build() {
        array.addUnit(0, new MemoryStore(1 << 20));
        a = new Host(array.ports().get(0)).settled(0);
        b = new Host(array.ports().get(1)).settled(0);
        stranger = new Host(array.ports().get(0), "stranger").settled(0);
    }

    private String out(Host host, int action, int type, ReservationRequest request) {
        return host.write(0, cdb, Cdb.persistentReserveOut(cdb, action, type, ReservationRequest.BYTES), request.bytes()).answer();
    }

    private String register(Host host, long key) {
        return out(host, PersistentReserve.REGISTER_AND_IGNORE, 0, ReservationRequest.register(key, false, false));
    }

    private String reserve(Host host, long key, ReservationType type) {
        return out(host, PersistentReserve.RESERVE, type.code(), ReservationRequest.as(key, 0));
    }

    private RegisteredKeys keys() {
        return RegisteredKeys.parse(b.read(0, cdb, Cdb.persistentReserveIn(cdb, PersistentReserve.READ_KEYS, 256), 256));
    }

    private HeldReservation held() {
        return HeldReservation.parse(b.read(0, cdb, Cdb.persistentReserveIn(cdb, PersistentReserve.READ_RESERVATION, 256), 256));
    }

    private String write(Host host) {
        return host.writeBlocks(0, 0, BLOCK).answer();
    }

    private String readBlock(Host host) {
        host.readBlocks(0, 0, 1);
        return host.answer();
    }

    @Test
    void registersANexusAndNotTheOthersOfTheSameInitiator() {
        assertThat(register(a, KEY)).isEqualTo("GOOD");
        assertThat(keys()).isEqualTo(new RegisteredKeys(1, List.of(KEY)));
        assertThat(reserve(b, KEY, ReservationType.WRITE_EXCLUSIVE)).isEqualTo(CONFLICT);
    }

    @Test
    void registersOnAllPortsWhenAskedTo() {
        out(a, PersistentReserve.REGISTER_AND_IGNORE, 0, ReservationRequest.register(KEY, true, false));
        assertThat(keys().keys()).containsExactly(KEY, KEY);
        assertThat(reserve(b, KEY, ReservationType.WRITE_EXCLUSIVE)).isEqualTo("GOOD");
    }

    @Test
    void onlyTheKeyThatIsRegisteredIsChangedByRegister() {
        assertThat(out(a, PersistentReserve.REGISTER, 0, ReservationRequest.as(OTHER, KEY))).isEqualTo(CONFLICT);
        assertThat(out(a, PersistentReserve.REGISTER, 0, ReservationRequest.as(0, KEY))).isEqualTo("GOOD");
        assertThat(out(a, PersistentReserve.REGISTER, 0, ReservationRequest.as(0, OTHER))).isEqualTo(CONFLICT);
        assertThat(out(a, PersistentReserve.REGISTER, 0, ReservationRequest.as(KEY, 0))).isEqualTo("GOOD");
        assertThat(keys().keys()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoMayReadAndWriteIsWhatTheTypeSays(ReservationType type) {
        register(a, KEY);
        register(b, KEY);
        assertThat(reserve(a, KEY, type)).isEqualTo("GOOD");
        assertThat(held()).isEqualTo(new HeldReservation(2, type.heldByAll() ? 0 : KEY, type));
        assertThat(write(a)).isEqualTo("GOOD");
        assertThat(write(b)).isEqualTo(type.letsRegistrants() ? "GOOD" : CONFLICT);
        assertThat(write(stranger)).isEqualTo(CONFLICT);
        assertThat(readBlock(stranger)).isEqualTo(type.letsRead() ? "GOOD" : CONFLICT);
        assertThat(stranger.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void aReservationOfAnotherTypeOrOfOthersIsNotReplaced() {
        register(a, KEY);
        register(b, OTHER);
        assertThat(reserve(a, KEY, ReservationType.WRITE_EXCLUSIVE)).isEqualTo("GOOD");
        assertThat(reserve(a, KEY, ReservationType.WRITE_EXCLUSIVE)).isEqualTo("GOOD");
        assertThat(reserve(a, KEY, ReservationType.EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reserve(b, OTHER, ReservationType.WRITE_EXCLUSIVE)).isEqualTo(CONFLICT);
    }

    @Test
    void aReleaseIsToldToThoseWhoAreRegistered() {
        register(a, KEY);
        register(b, OTHER);
        int type = ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY.code();
        reserve(a, KEY, ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY);
        assertThat(out(b, PersistentReserve.RELEASE, type, ReservationRequest.as(OTHER, 0))).as("not its own").isEqualTo("GOOD");
        assertThat(held().type()).isNotNull();
        assertThat(out(a, PersistentReserve.RELEASE, 1, ReservationRequest.as(KEY, 0))).isEqualTo("05/26/04");
        assertThat(out(a, PersistentReserve.RELEASE, type, ReservationRequest.as(KEY, 0))).isEqualTo("GOOD");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("06/2a/04");
        assertThat(stranger.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(write(stranger)).isEqualTo("GOOD");
    }

    @Test
    void registrationsStayWhenTheNexusEndsAndTheReservationToo() {
        register(a, KEY);
        reserve(a, KEY, ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY);
        a = new Host(array.ports().get(0)).settled(0);
        assertThat(write(a)).isEqualTo("GOOD");
        assertThat(write(b)).isEqualTo(CONFLICT);
    }

    @Test
    void whoUnregistersGivesItsReservationBack() {
        register(a, KEY);
        reserve(a, KEY, ReservationType.EXCLUSIVE_ACCESS);
        register(a, 0);
        assertThat(held().type()).isNull();
        assertThat(write(stranger)).isEqualTo("GOOD");
    }

    @Test
    void whoPreemptsTakesTheReservationOverAndTellsTheOthers() {
        register(a, KEY);
        register(b, OTHER);
        reserve(a, KEY, ReservationType.WRITE_EXCLUSIVE);
        assertThat(out(b, PersistentReserve.PREEMPT, 5, ReservationRequest.as(OTHER, 99))).as("nobody's key").isEqualTo(CONFLICT);
        assertThat(out(b, PersistentReserve.PREEMPT, 5, ReservationRequest.as(OTHER, KEY))).isEqualTo("GOOD");
        assertThat(held().key()).isEqualTo(OTHER);
        assertThat(keys().keys()).containsExactly(OTHER);
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/05");
        assertThat(write(a)).isEqualTo(CONFLICT);
    }

    @Test
    void clearEndsAllAndTellsTheOthers() {
        register(a, KEY);
        register(b, OTHER);
        reserve(a, KEY, ReservationType.EXCLUSIVE_ACCESS);
        assertThat(out(stranger, PersistentReserve.CLEAR, 0, ReservationRequest.as(KEY, 0))).isEqualTo(CONFLICT);
        assertThat(out(b, PersistentReserve.CLEAR, 0, ReservationRequest.as(OTHER, 0))).isEqualTo("GOOD");
        assertThat(keys().keys()).isEmpty();
        assertThat(a.testUnitReady(0).answer()).isEqualTo("06/2a/03");
        assertThat(write(stranger)).isEqualTo("GOOD");
    }

    @Test
    void refusesWhatItDoesNotDo() {
        assertThat(out(a, PersistentReserve.REGISTER, 0, ReservationRequest.register(KEY, false, true))).isEqualTo("05/26/00");
        assertThat(out(a, PersistentReserve.REGISTER, 0, new ReservationRequest(0, KEY, true, false, false))).isEqualTo("05/26/00");
        register(a, KEY);
        assertThat(out(a, PersistentReserve.RESERVE, 2, ReservationRequest.as(KEY, 0))).isEqualTo("05/24/00");
        assertThat(out(a, 5, 1, ReservationRequest.as(KEY, KEY))).isEqualTo("05/24/00");
        assertThat(a.write(0, cdb, Cdb.persistentReserveOut(cdb, 0, 0, 8), new byte[8]).answer()).isEqualTo("05/1a/00");
        b.read(0, cdb, Cdb.persistentReserveIn(cdb, 9, 256), 256);
        assertThat(b.answer()).isEqualTo("05/24/00");
    }

    @Test
    void aUnitThatIsSwappedTakesItsReservationAlong() {
        array.addUnit(1, new MemoryStore(1 << 20));
        a.testUnitReady(0);
        register(a, KEY);
        reserve(a, KEY, ReservationType.WRITE_EXCLUSIVE);
        array.swapUnits(0, 1);
        assertThat(array.unit(0).reservations().held().type()).isNull();
        assertThat(array.unit(1).reservations().held().type()).isEqualTo(ReservationType.WRITE_EXCLUSIVE);
    }
}
