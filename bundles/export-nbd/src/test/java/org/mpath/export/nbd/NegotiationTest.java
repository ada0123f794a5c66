package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.reactor.EventLoop;

/** The handshake, byte for byte, without a channel. */
class NegotiationTest {
    private EventLoop reactor;
    private Negotiation negotiation;

    @BeforeEach
    void begin() throws Exception {
        reactor = new EventLoop("test-reactor", 64, Rig.MEBIBYTE);
        Exports exports = new Exports();
        exports.add(new Export(new MemoryMap("mpatha", reactor, 4096, 512, MemoryMap.ALL)));
        negotiation = new Negotiation(exports);
    }

    @AfterEach
    void end() {
        reactor.close();
    }

    /** A reply as {@code type[:content in hex or text]}. */
    private List<String> option(int option, byte[] content) throws ProtocolViolation {
        if (negotiation.state() == Negotiation.State.CLIENT_FLAGS) {
            clientFlags(3);
        }
        byte[] replies = negotiation.accept(header(option, content.length));
        if (content.length > 0) {
            assertThat(replies).isEmpty();
            assertThat(negotiation.wantedBytes()).isEqualTo(content.length);
            replies = negotiation.accept(ByteBuffer.wrap(content));
        }
        List<String> texts = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(replies);
        while (bytes.hasRemaining()) {
            assertThat(bytes.getLong()).isEqualTo(Protocol.OPTION_REPLY_MAGIC);
            assertThat(bytes.getInt()).isEqualTo(option);
            int type = bytes.getInt();
            byte[] text = new byte[bytes.getInt()];
            bytes.get(text);
            texts.add(Integer.toHexString(type) + ':' + new String(text, StandardCharsets.ISO_8859_1));
        }
        return texts;
    }

    private static ByteBuffer header(int option, int length) {
        return ByteBuffer.allocate(16).putLong(Protocol.OPTION_MAGIC).putInt(option).putInt(length).flip();
    }

    private void clientFlags(int flags) throws ProtocolViolation {
        assertThat(negotiation.accept(ByteBuffer.allocate(4).putInt(0, flags))).isEmpty();
    }

    @Test
    void goDescribesTheExportAsWishedAndEndsTheHandshake() throws Exception {
        option(Protocol.OPT_STRUCTURED_REPLY, new byte[0]);
        List<String> replies = option(
                Protocol.OPT_GO,
                Client.infoRequest(
                        "mpatha", Protocol.INFO_BLOCK_SIZE, Protocol.INFO_NAME, Protocol.INFO_DESCRIPTION, 99, Protocol.INFO_NAME));
        assertThat(replies).containsExactly(
                "3:\0\0" + "\0\0\0\0\0\0\20\0" + "\11\355", // every flag but READ_ONLY, ROTATIONAL, RESIZE, CACHE
                "3:\0\1mpatha",
                "3:\0\2MPATH MEMORY 3600140500000000000000000000000aa",
                "3:\0\3" + "\0\0\2\0" + "\0\0\20\0" + "\2\0\0\0",
                "1:");
        assertThat(negotiation.state()).isEqualTo(Negotiation.State.TRANSMISSION);
        assertThat(negotiation.export().name()).isEqualTo("mpatha");
        assertThat(negotiation.structured()).isTrue();
    }

    @Test
    void infoDescribesAndGoesOn() throws Exception {
        assertThat(option(Protocol.OPT_INFO, Client.infoRequest("mpatha"))).hasSize(2);
        assertThat(negotiation.state()).isEqualTo(Negotiation.State.OPTION_HEADER);
    }

    @Test
    void doNotFragmentIsOfferedWithStructuredRepliesOnly() throws Exception {
        assertThat(option(Protocol.OPT_INFO, Client.infoRequest("mpatha"))).first().asString().endsWith("\11\155");
        option(Protocol.OPT_STRUCTURED_REPLY, new byte[0]);
        assertThat(option(Protocol.OPT_INFO, Client.infoRequest("mpatha"))).first().asString().endsWith("\11\355");
    }

    @Test
    void anUnknownNameIsRefusedAndTheHandshakeGoesOn() throws Exception {
        assertThat(option(Protocol.OPT_GO, Client.infoRequest("mpathz")))
                .containsExactly("80000006:there is no map \"mpathz\"");
        assertThat(option(Protocol.OPT_GO, Client.infoRequest("")))
                .containsExactly("80000006:name an export: there is no default one");
        assertThat(option(Protocol.OPT_GO, Client.infoRequest("mpatha"))).endsWith("1:");
    }

    @Test
    void anUnknownNameIsShownPrintable() throws Exception {
        assertThat(option(Protocol.OPT_GO, Client.infoRequest("a\33[2J\n")))
                .containsExactly("80000006:there is no map \"a?[2J?\"");
    }

    @Test
    void listNamesAllExports() throws Exception {
        assertThat(option(Protocol.OPT_LIST, new byte[0]))
                .containsExactly("2:\0\0\0\6mpathaMPATH MEMORY 3600140500000000000000000000000aa", "1:");
        assertThat(option(Protocol.OPT_LIST, new byte[1])).containsExactly("80000003:LIST has no data");
    }

    @Test
    void exportNameEndsTheHandshakeWithoutAReplyHeader() throws Exception {
        clientFlags(Protocol.FIXED_NEWSTYLE); // this client wants the zeroes
        negotiation.accept(header(Protocol.OPT_EXPORT_NAME, 6));
        byte[] answer = negotiation.accept(ByteBuffer.wrap("mpatha".getBytes(StandardCharsets.UTF_8)));
        assertThat(answer).hasSize(8 + 2 + Protocol.EXPORT_NAME_PADDING_BYTES);
        assertThat(ByteBuffer.wrap(answer).getLong()).isEqualTo(4096);
        assertThat(negotiation.state()).isEqualTo(Negotiation.State.TRANSMISSION);
    }

    @Test
    void exportNameOfAnUnknownMapEndsTheConnection() throws Exception {
        clientFlags(3);
        assertThat(negotiation.accept(header(Protocol.OPT_EXPORT_NAME, 1))).isEmpty();
        assertThatThrownBy(() -> negotiation.accept(ByteBuffer.wrap(new byte[] {'x'})))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessage("there is no map \"x\"");
    }

    @Test
    void optionsThatAreNotThereAreRefusedPolitely() throws Exception {
        assertThat(option(Protocol.OPT_STARTTLS, new byte[0])).containsExactly("80000001:this server has no TLS");
        assertThat(option(9, new byte[20])).containsExactly("80000001:unknown option 9");
        assertThat(option(-1, new byte[20])).containsExactly("80000001:unknown option 4294967295");
    }

    @Test
    void abortIsAcknowledged() throws Exception {
        assertThat(option(Protocol.OPT_ABORT, new byte[3])).containsExactly("1:");
        assertThat(negotiation.state()).isEqualTo(Negotiation.State.ABORTED);
    }

    @Test
    void unknownClientFlagsEndTheConnection() {
        assertThatThrownBy(() -> clientFlags(4)).hasMessage("client flags 00000004 have unknown bits");
    }

    @Test
    void aWrongOptionMagicEndsTheConnection() throws Exception {
        clientFlags(3);
        assertThatThrownBy(() -> negotiation.accept(ByteBuffer.allocate(16)))
                .hasMessage("option magic 0000000000000000 is not 49484156454f5054");
    }

    @Test
    void takesAnOptionOf64KibAndRefusesOneByteMore() throws Exception {
        assertThat(option(77, new byte[65536])).containsExactly("80000001:unknown option 77");
        assertThatThrownBy(() -> negotiation.accept(header(77, 65537)))
                .hasMessage("option 77 of 65537 bytes is longer than 65536");
        assertThatThrownBy(() -> negotiation.accept(header(77, -1)))
                .hasMessage("option 77 of 4294967295 bytes is longer than 65536");
    }

    @Test
    void takesANameOf4096BytesAndRefusesOneByteMore() throws Exception {
        assertThat(option(Protocol.OPT_INFO, Client.infoRequest("n".repeat(4096)))).first().asString().startsWith("80000006");
        assertThat(option(Protocol.OPT_INFO, Client.infoRequest("n".repeat(4097))))
                .containsExactly("80000009:export name of 4097 bytes is longer than 4096");
        negotiation.accept(header(Protocol.OPT_EXPORT_NAME, 4097));
        assertThatThrownBy(() -> negotiation.accept(ByteBuffer.wrap(new byte[4097])))
                .hasMessage("export name of 4097 bytes is longer than 4096");
    }

    @Test
    void lengthsThatDoNotFitAreInvalid() throws Exception {
        assertThat(option(Protocol.OPT_GO, new byte[5])).first().asString().startsWith("80000003");
        assertThat(option(Protocol.OPT_GO, ByteBuffer.allocate(6).putInt(-1).array())).first().asString().startsWith("80000003");
        assertThat(option(Protocol.OPT_GO, ByteBuffer.allocate(6).putInt(1).array())).first().asString().startsWith("80000003");
        assertThat(option(Protocol.OPT_GO, ByteBuffer.allocate(6).putShort(4, (short) 1).array()))
                .containsExactly("80000003:1 information requests do not fit in the option");
    }

    @Test
    void noBytesWhateverGetPastIt() {
        long seed = System.nanoTime();
        System.out.println("handshake seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Negotiation victim = new Negotiation(new Exports());
            try {
                victim.accept(ByteBuffer.allocate(4));
                for (int i = 0; i < 8; i++) {
                    if (victim.state() == Negotiation.State.OPTION_HEADER) {
                        victim.accept(header(random.nextInt(12), random.nextInt(64)));
                    } else if (victim.state() == Negotiation.State.OPTION_DATA) {
                        victim.accept(ByteBuffer.wrap(noise(random, victim.wantedBytes())));
                    }
                }
            } catch (ProtocolViolation e) {
                assertThat(e).hasMessageNotContaining("\n");
            }
        }
    }

    /** Noise that is often small numbers, because lengths are where parsers break. */
    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(3));
        }
        return bytes;
    }
}
