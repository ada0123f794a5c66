package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.natives.EventSocket;
import org.mpath.natives.ReadySet;
import org.mpath.reactor.EventLoop;

class EventFeedTest {
    private static final int KEPT = 1000;
    private static final byte[] OF_OTHERS =
            "change@/devices/virtual/mem/null\0ACTION=change\0DEVPATH=/devices/virtual/mem/null\0SUBSYSTEM=mem\0"
                    .getBytes(StandardCharsets.UTF_8);

    private final List<String> order = new CopyOnWriteArrayList<>();

    /** First an overrun, then what the kernel had kept before it. */
    private final class Overrun implements EventSocket {
        private int taken = -1;

        @Override
        public int receive(byte[] into) {
            if (taken < 0) {
                taken = 0;
                return OVERRUN;
            }
            if (taken == KEPT) {
                return NOTHING;
            }
            taken++;
            if (taken == KEPT) {
                order.add("taken");
            }
            System.arraycopy(OF_OTHERS, 0, into, 0, OF_OTHERS.length);
            return OF_OTHERS.length;
        }

        @Override
        public void watch(ReadySet set, long token) {
            ((FakeKernel.Watching) set).signal(token, () -> taken < KEPT).raise();
        }

        @Override
        public void unwatch(ReadySet set) {}

        @Override
        public void close() {}
    }

    @Test
    void looksAtOnceWhenEventsWereLostAndAgainWhenTheyAreHeardAgain() throws Exception {
        FakeKernel kernel = new FakeKernel();
        try (EventLoop loop = new EventLoop("test-reactor", 64, 1 << 20)) {
            OpenFiles files = new OpenFiles(loop, kernel, kernel);
            EventFeed feed = new EventFeed(null, () -> order.add("rescan"));
            loop.execute(() -> {
                feed.start(Overrun::new, files);
                start(files);
            });
            Await.until("the second rescan", Rig.LIMIT, () -> order.size() == 3);
            assertThat(order).containsExactly("rescan", "taken", "rescan");
        }
    }

    private static void start(OpenFiles files) {
        try {
            files.start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
