package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SgHeaderTest {
    @TempDir
    Path folder;

    @Test
    void liesInMemoryAsTheCompilerLaysItOut() throws Exception {
        Map<String, Integer> ours = new LinkedHashMap<>();
        ours.put("interface_id", SgHeader.INTERFACE_ID);
        ours.put("dxfer_direction", SgHeader.DXFER_DIRECTION);
        ours.put("cmd_len", SgHeader.CMD_LEN);
        ours.put("mx_sb_len", SgHeader.MX_SB_LEN);
        ours.put("iovec_count", SgHeader.IOVEC_COUNT);
        ours.put("dxfer_len", SgHeader.DXFER_LEN);
        ours.put("dxferp", SgHeader.DXFERP);
        ours.put("cmdp", SgHeader.CMDP);
        ours.put("sbp", SgHeader.SBP);
        ours.put("timeout", SgHeader.TIMEOUT);
        ours.put("flags", SgHeader.FLAGS);
        ours.put("pack_id", SgHeader.PACK_ID);
        ours.put("usr_ptr", SgHeader.USR_PTR);
        ours.put("status", SgHeader.STATUS);
        ours.put("sb_len_wr", SgHeader.SB_LEN_WR);
        ours.put("host_status", SgHeader.HOST_STATUS);
        ours.put("driver_status", SgHeader.DRIVER_STATUS);
        ours.put("resid", SgHeader.RESID);
        ours.put("duration", SgHeader.DURATION);
        ours.put("info", SgHeader.INFO);
        Map<String, Integer> compilers = compiled("#include <scsi/sg.h>", offsets("sg_io_hdr", ours)
                + "printf(\"io=%d\\n\", SG_IO); printf(\"reset=%d\\n\", SG_SCSI_RESET);");
        ours.put("size", SgHeader.BYTES);
        ours.put("io", 0x2285);
        ours.put("reset", 0x2284);
        assertThat(compilers).isEqualTo(ours);
    }

    @Test
    void requestsOfBsgLieInMemoryAsTheCompilerLaysThemOut() throws Exception {
        Map<String, Integer> ours = new LinkedHashMap<>();
        ours.put("guard", BsgRequest.GUARD);
        ours.put("request_len", BsgRequest.REQUEST_LEN);
        ours.put("request", BsgRequest.REQUEST);
        ours.put("max_response_len", BsgRequest.MAX_RESPONSE_LEN);
        ours.put("response", BsgRequest.RESPONSE);
        ours.put("dout_xfer_len", BsgRequest.DOUT_XFER_LEN);
        ours.put("din_xfer_len", BsgRequest.DIN_XFER_LEN);
        ours.put("dout_xferp", BsgRequest.DOUT_XFERP);
        ours.put("din_xferp", BsgRequest.DIN_XFERP);
        ours.put("timeout", BsgRequest.TIMEOUT);
        ours.put("driver_status", BsgRequest.DRIVER_STATUS);
        ours.put("transport_status", BsgRequest.TRANSPORT_STATUS);
        ours.put("device_status", BsgRequest.DEVICE_STATUS);
        ours.put("duration", BsgRequest.DURATION);
        ours.put("response_len", BsgRequest.RESPONSE_LEN);
        ours.put("din_resid", BsgRequest.DIN_RESID);
        ours.put("dout_resid", BsgRequest.DOUT_RESID);
        Map<String, Integer> compilers = compiled("#include <linux/bsg.h>", offsets("sg_io_v4", ours)
                + "printf(\"protocol=%d\\n\", BSG_PROTOCOL_SCSI | BSG_SUB_PROTOCOL_SCSI_CMD);");
        ours.put("size", BsgRequest.BYTES);
        ours.put("protocol", 0);
        assertThat(compilers).isEqualTo(ours);
    }

    /** C that prints where these fields of a structure are, and its size. */
    private static String offsets(String structure, Map<String, Integer> fields) {
        return fields.keySet().stream()
                .map(field -> "printf(\"" + field + "=%zu\\n\", offsetof(struct " + structure + ", " + field + "));")
                .collect(Collectors.joining("\n", "", "printf(\"size=%zu\\n\", sizeof(struct " + structure + "));"));
    }

    @Test
    void messagesOfTheKernelLieAsTheCompilerLaysThemOut() throws Exception {
        Map<String, Integer> compilers = compiled(
                "#define _GNU_SOURCE\n#include <sys/socket.h>\n#include <linux/netlink.h>\n#include <sys/uio.h>",
                "printf(\"msghdr=%zu\\n\", sizeof(struct msghdr)); printf(\"namelen=%zu\\n\", offsetof(struct msghdr, msg_namelen));"
                + "printf(\"iov=%zu\\n\", offsetof(struct msghdr, msg_iov)); printf(\"control=%zu\\n\", offsetof(struct msghdr, msg_control));"
                + "printf(\"controllen=%zu\\n\", offsetof(struct msghdr, msg_controllen)); printf(\"flags=%zu\\n\", offsetof(struct msghdr, msg_flags));"
                + "printf(\"name=%zu\\n\", sizeof(struct sockaddr_nl)); printf(\"port=%zu\\n\", offsetof(struct sockaddr_nl, nl_pid));"
                + "printf(\"credentials=%zu\\n\", CMSG_LEN(sizeof(struct ucred))); printf(\"uid=%zu\\n\", CMSG_LEN(0) + offsetof(struct ucred, uid));");
        assertThat(compilers).containsEntry("msghdr", 56).containsEntry("namelen", 8).containsEntry("iov", 16)
                .containsEntry("control", 32).containsEntry("controllen", 40).containsEntry("flags", 48)
                .containsEntry("name", 12).containsEntry("port", 4).containsEntry("credentials", 28).containsEntry("uid", 20);
    }

    @Test
    void tellsWhatTheKernelWroteIntoIt() {
        ByteBuffer memory = ByteBuffer.allocateDirect(2 * SgHeader.BYTES).order(ByteOrder.nativeOrder());
        SgHeader header = new SgHeader(memory, SgHeader.BYTES).begin(7, Long.MAX_VALUE)
                .command(0x1000, 16).sense(0x2000, 252).data(SgHeader.DIRECTION_FROM_DEVICE, 0x3000, 4096);
        assertThat(memory.getInt(SgHeader.BYTES + SgHeader.TIMEOUT)).isEqualTo(Integer.MAX_VALUE);
        assertThat(memory.get(SgHeader.BYTES + SgHeader.MX_SB_LEN)).isEqualTo((byte) 252);
        memory.put(SgHeader.BYTES + SgHeader.STATUS, (byte) 0x28);
        memory.put(SgHeader.BYTES + SgHeader.SB_LEN_WR, (byte) 200);
        memory.putShort(SgHeader.BYTES + SgHeader.HOST_STATUS, (short) 0x0f);
        memory.putInt(SgHeader.BYTES + SgHeader.RESID, -3);
        assertThat(header.number()).isEqualTo(7);
        assertThat(header.status()).isEqualTo(0x28);
        assertThat(header.senseBytes()).isEqualTo(200);
        assertThat(header.hostStatus()).isEqualTo(15);
        assertThat(header.residual()).isEqualTo(-3);
        assertThat(memory.getLong(0)).isZero();
    }

    /** What a program of the C compiler prints: {@code name=number} lines. */
    private Map<String, Integer> compiled(String includes, String body) throws Exception {
        Path source = Files.writeString(folder.resolve("layout.c"),
                includes + "\n#include <stddef.h>\n#include <stdio.h>\nint main(void) {\n" + body + "\nreturn 0; }\n");
        Path program = folder.resolve("layout");
        assumeTrue(run("cc", "-o", program.toString(), source.toString()) != null,
                "needs a C compiler and kernel headers: apt-get install gcc linux-libc-dev libc6-dev");
        return run(program.toString()).lines()
                .map(line -> line.split("="))
                .collect(Collectors.toMap(words -> words[0], words -> Integer.valueOf(words[1]), (a, b) -> b, LinkedHashMap::new));
    }

    /** Its output; null when it is not there or fails. */
    private static String run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : null;
        } catch (IOException missing) {
            return null;
        }
    }
}
