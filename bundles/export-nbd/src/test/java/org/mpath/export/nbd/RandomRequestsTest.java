package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.UnitLimits;
import org.mpath.scsi.Opcode;

/** Requests of every shape, right and wrong, on a unit that fails now and then: one reply for each, no more. */
class RandomRequestsTest {
    private static final int REQUESTS = 4000;
    private static final int SIZE_BYTES = 8 * Rig.MEBIBYTE;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRequestGetsOneReply(boolean inline) throws Exception {
        long seed = System.nanoTime();
        System.out.println("requests seed " + seed);
        LogLines log = new LogLines();
        try (Rig rig = new Rig()) {
            MemoryMap map = map(rig, new Random(seed), inline);
            try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
                List<Long> answered = new ArrayList<>();
                Throwable[] failure = new Throwable[1];
                Thread replies = new Thread(() -> failure[0] = collect(client, answered), "replies");
                replies.start();
                Set<Long> sent = send(client, new Random(seed));
                replies.join(30_000);
                assertThat(failure[0]).isNull();
                assertThat(answered).hasSize(REQUESTS).containsExactlyInAnyOrderElementsOf(sent);
                assertThat(client.call(Protocol.CMD_FLUSH, 0, 0, 0).cookie()).isEqualTo(7);
            }
            assertThat(map.commands()).isEmpty(); // it was silent; asking it proves its reactor lives
            assertThat(log.with("thrown=")).isEmpty();
            assertThat(log.with("client_rejected")).isEmpty();
        } finally {
            log.close();
        }
    }

    private static MemoryMap map(Rig rig, Random random, boolean inline) {
        UnitLimits limits = new UnitLimits(200, 0, true, 300, true, true, 400, random.nextBoolean(), true, false);
        MemoryMap map = rig.map("mpatha", SIZE_BYTES, limits).silent();
        int[] opcodes = {Opcode.READ_10, Opcode.WRITE_10, Opcode.UNMAP, Opcode.WRITE_SAME_16, Opcode.SYNCHRONIZE_CACHE_10};
        for (int opcode : opcodes) {
            map.sense(opcode, 1 + random.nextInt(14), random.nextInt(64), random.nextInt(8), random.nextInt(20));
        }
        return inline ? map.inline() : map;
    }

    private static Throwable collect(Client client, List<Long> answered) {
        try {
            for (int i = 0; i < REQUESTS; i++) {
                answered.add(client.reply(0).cookie());
            }
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    private static Set<Long> send(Client client, Random random) throws Exception {
        Set<Long> cookies = new HashSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            int type = switch (random.nextInt(10)) {
                case 0 -> Protocol.CMD_FLUSH;
                case 1 -> Protocol.CMD_TRIM;
                case 2 -> Protocol.CMD_WRITE_ZEROES;
                case 3 -> 7 + random.nextInt(100);
                case 4, 5, 6 -> Protocol.CMD_READ;
                default -> Protocol.CMD_WRITE;
            };
            long length = random.nextInt(8) == 0 ? random.nextInt(300_000) : 512L * random.nextInt(600);
            long offset = random.nextInt(8) == 0 ? random.nextLong() : 512L * random.nextInt(SIZE_BYTES / 512);
            int flags = random.nextInt(4) == 0 ? random.nextInt(32) : random.nextInt(2);
            long cookie = random.nextLong();
            cookies.add(cookie);
            byte[] payload = new byte[type == Protocol.CMD_WRITE ? (int) length : 0];
            client.request(type, flags, cookie, offset, length, payload);
        }
        return cookies;
    }
}
