package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventSocketTest {
    private final byte[] message = new byte[8192];

    private static EventSocket open() {
        try {
            return new NetlinkEvents().open();
        } catch (NativeException refused) {
            assumeTrue(false, "needs netlink: " + refused.getMessage());
            throw new AssertionError(refused);
        }
    }

    @Test
    void doesNotWait() {
        try (EventSocket socket = open()) {
            assertThat(socket.receive(message)).isEqualTo(EventSocket.NOTHING);
        }
    }

    @Test
    void throwsAwayWhatAnotherProcessSends() throws Exception {
        try (EventSocket socket = open(); ReadySet set = new EpollSets().open(4)) {
            socket.watch(set, 5);
            assumeTrue(sentToKernelGroup("remove@/devices/fake\0ACTION=remove\0"), "needs the right to send to netlink groups");
            assertThat(set.forEachReady(token -> assertThat(token).isEqualTo(5))).isEqualTo(1);
            assertThat(socket.receive(message)).isEqualTo(EventSocket.FOREIGN);
            assertThat(socket.receive(message)).isEqualTo(EventSocket.NOTHING);
        }
    }

    /** Whether a message reached the group that the kernel sends to. */
    private static boolean sentToKernelGroup(String text) {
        int fd = Kernel.libc().socket(16, 2, 15);
        try (OpenFile sender = new OpenFile("sender", fd)) {
            byte[] group = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder()).putShort((short) 16).putShort((short) 0)
                    .putInt(0).putInt(1).array();
            ByteBuffer data = ByteBuffer.allocateDirect(text.length());
            data.put(text.getBytes(StandardCharsets.US_ASCII));
            return Kernel.libc().connect(sender.number(), group, group.length) == 0
                    && Kernel.libc().write(sender.number(), Kernel.addressOf(data), text.length()) == text.length();
        }
    }
}
