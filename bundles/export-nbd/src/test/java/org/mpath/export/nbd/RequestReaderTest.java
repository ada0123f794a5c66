package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The stream cut into requests, however the bytes arrive. */
class RequestReaderTest {
    private static final int PIECE_BYTES = 8192;

    /** Gives out a stream in chunks of the sizes it is told. */
    private static final class Stream implements ScatteringByteChannel {
        private final ByteBuffer bytes;
        private final Random random;
        private final int chunkMax;

        Stream(byte[] bytes, Random random, int chunkMax) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.random = random;
            this.chunkMax = chunkMax;
        }

        @Override
        public int read(ByteBuffer to) {
            return (int) read(new ByteBuffer[] {to}, 0, 1);
        }

        @Override
        public long read(ByteBuffer[] to) {
            return read(to, 0, to.length);
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int count) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int chunk = Math.min(bytes.remaining(), random.nextInt(chunkMax + 1));
            int moved = 0;
            for (int i = offset; i < offset + count; i++) {
                int part = Math.min(chunk - moved, to[i].remaining());
                to[i].put(bytes.slice(bytes.position(), part));
                bytes.position(bytes.position() + part);
                moved += part;
            }
            return moved;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    /** Writes down what it is given; now and then it has no room. */
    private static final class Notes implements RequestReader.Intake {
        private final List<String> requests = new ArrayList<>();
        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        private final Random random;
        private final boolean failing;

        Notes(Random random, boolean failing) {
            this.random = random;
            this.failing = failing;
        }

        @Override
        public boolean hasRoom(long bufferedBytes) {
            return random.nextInt(8) != 0;
        }

        @Override
        public Request header(ByteBuffer staging, int at) {
            Request request = new Request(ByteBuffer.allocate(Request.REPLY_HEADER_BYTES_MAX));
            request.start(staging, at);
            requests.add(request.type + "@" + request.offset + '+' + request.length);
            if (request.type != Protocol.CMD_WRITE || request.length == 0) {
                return null;
            }
            request.payloadLeft = request.length;
            return request;
        }

        @Override
        public Piece openPiece(Request request) {
            if (random.nextInt(8) == 0) {
                return null;
            }
            Piece piece = new Piece(null);
            piece.request = request;
            piece.buffer = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, request.payloadLeft));
            return piece;
        }

        @Override
        public void pieceFull(Piece piece) {
            payload.writeBytes(piece.buffer.array());
            if (failing) {
                piece.request.fail(ErrorTable.EIO, "as the test wants it");
            }
        }

        @Override
        public void pieceDropped(Piece piece) {
            assertThat(failing).isTrue();
        }

        @Override
        public void payloadDropped(Request request) {
            requests.add("dropped " + request.length);
        }

        @Override
        public boolean closed() {
            return false;
        }
    }

    private static void put(ByteArrayOutputStream stream, int type, long offset, byte[] payload) {
        stream.writeBytes(Client.header(type, 0, 1, offset, payload.length, 0).array());
        if (type == Protocol.CMD_WRITE) {
            stream.writeBytes(payload);
        }
    }

    private static RequestReader.Stop readAll(RequestReader reader) throws Exception {
        RequestReader.Stop stop;
        do {
            stop = reader.run();
        } while (stop != RequestReader.Stop.END);
        return stop;
    }

    @Test
    void cutsAStreamOfAnyShape() throws Exception {
        long seed = System.nanoTime();
        System.out.println("stream seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            ByteArrayOutputStream payloads = new ByteArrayOutputStream();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int type = random.nextBoolean() ? Protocol.CMD_WRITE : Protocol.CMD_READ;
                byte[] payload = new byte[random.nextInt(random.nextBoolean() ? 64 : 60_000)];
                random.nextBytes(payload);
                put(stream, type, i, payload);
                expected.add(type + "@" + i + '+' + payload.length);
                if (type == Protocol.CMD_WRITE) {
                    payloads.writeBytes(payload);
                }
            }
            Notes notes = new Notes(random, false);
            int chunkMax = random.nextBoolean() ? 40 : 100_000;
            RequestReader reader = new RequestReader(
                    new Stream(stream.toByteArray(), random, chunkMax), ByteBuffer.allocate(4096), 0, notes);
            readAll(reader);
            assertThat(notes.requests).isEqualTo(expected);
            assertThat(notes.payload.toByteArray()).isEqualTo(payloads.toByteArray());
        }
    }

    @Test
    void skipsTheRestOfAFailedPayload() throws Exception {
        long seed = System.nanoTime();
        System.out.println("stream seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            put(stream, Protocol.CMD_WRITE, 1, new byte[3 * PIECE_BYTES + 5]);
            put(stream, Protocol.CMD_READ, 2, new byte[9]);
            Notes notes = new Notes(random, true);
            RequestReader reader =
                    new RequestReader(new Stream(stream.toByteArray(), random, 5000), ByteBuffer.allocate(1024), 0, notes);
            readAll(reader);
            assertThat(notes.requests).containsExactly("1@1+24581", "dropped 24581", "0@2+9");
            assertThat(notes.payload.size()).isEqualTo(PIECE_BYTES);
        }
    }

    @Test
    void saysWhereTheGarbageBegins() {
        Random random = new Random(1);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        put(stream, Protocol.CMD_WRITE, 1, new byte[1000]);
        stream.writeBytes("GET / HTTP/1.1\r\nHost: localhost\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        RequestReader reader = new RequestReader(
                new Stream(stream.toByteArray(), random, 5000), ByteBuffer.allocate(4096), 100, new Notes(random, false));
        assertThatThrownBy(() -> readAll(reader)).hasMessage("request magic 47455420 at byte 1128 is not 25609513");
    }

    @Test
    void refusesAWriteThatIsTooLongToBeMeant() {
        Random random = new Random(1);
        byte[] header = Client.header(Protocol.CMD_WRITE, 0, 1, 0, 0xffff_ffffL, 0).array();
        RequestReader reader = new RequestReader(
                new Stream(header, random, 5000), ByteBuffer.allocate(4096), 0, new Notes(random, false));
        assertThatThrownBy(() -> readAll(reader))
                .hasMessage("WRITE of 4294967295 bytes at byte 0 is longer than 33554432 bytes");
    }
}
