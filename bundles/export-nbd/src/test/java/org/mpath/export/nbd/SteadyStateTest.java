package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serving makes no garbage: the reactor's thread allocates next to nothing per request. */
class SteadyStateTest {
    private static final int DEPTH = 16;
    private static final int REQUESTS = 40_000;
    /** The selector of the JDK makes a little garbage of its own now and then. */
    private static final long BYTES_PER_REQUEST_MAX = 4;

    @ParameterizedTest
    @CsvSource({"READ, 4096", "WRITE, 4096", "READ, 131072", "WRITE, 131072", "FLUSH, 0", "TRIM, 4096", "WRITE_ZEROES, 4096"})
    void allocatesNothingPerRequest(String command, int bytes) throws Exception {
        try (Rig rig = new Rig()) {
            MemoryMap map = rig.map("mpatha", Rig.MEBIBYTE, MemoryMap.ALL).silent();
            if (command.equals("TRIM")) {
                map.ignoringUnmap();
            }
            int requests = bytes > 4096 ? REQUESTS / 8 : REQUESTS;
            try (Client client = Client.attached(rig.unix(), "mpatha", true)) {
                exchange(client, command, bytes, requests);
                long before = allocatedByReactor(rig);
                exchange(client, command, bytes, requests);
                long perRequest = (allocatedByReactor(rig) - before) / requests;
                assertThat(perRequest).as("bytes allocated per " + command).isLessThanOrEqualTo(BYTES_PER_REQUEST_MAX);
            }
        }
    }

    private static long allocatedByReactor(Rig rig) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CompletableFuture<Long> allocated = new CompletableFuture<>();
        rig.reactor.execute(() -> allocated.complete(threads.getThreadAllocatedBytes(Thread.currentThread().getId())));
        return allocated.join();
    }

    private static int number(String command) {
        return switch (command) {
            case "READ" -> Protocol.CMD_READ;
            case "WRITE" -> Protocol.CMD_WRITE;
            case "FLUSH" -> Protocol.CMD_FLUSH;
            case "TRIM" -> Protocol.CMD_TRIM;
            default -> Protocol.CMD_WRITE_ZEROES;
        };
    }

    /** Sends batches of requests and swallows the replies. */
    private static void exchange(Client client, String command, int bytes, int requests) throws Exception {
        int type = number(command);
        int payload = type == Protocol.CMD_WRITE ? bytes : 0;
        ByteBuffer batch = ByteBuffer.allocateDirect(DEPTH * (28 + payload));
        for (int i = 0; i < DEPTH; i++) {
            ByteBuffer request = Client.header(type, 0, i, 0, bytes, payload).flip();
            batch.put(i * (28 + payload), request, 0, 28);
        }
        int reply = type == Protocol.CMD_READ ? 28 + bytes : 16;
        ByteBuffer replies = ByteBuffer.allocateDirect(DEPTH * reply);
        for (int done = 0; done < requests; done += DEPTH) {
            batch.clear();
            while (batch.hasRemaining()) {
                client.channel.write(batch);
            }
            replies.clear();
            while (replies.hasRemaining()) {
                client.channel.read(replies);
            }
        }
    }
}
