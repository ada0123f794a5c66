package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A console reads everything of a map whose owner does not answer. */
class BoundedReadsTest {
    private static final String[] ASKED = {"Policy", "Users", "Table", "Status"};
    private static final ObjectName MAP = Names.map("mpatha");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakePlane plane = new FakePlane();
    private final ThreadPoolExecutor askers = BoundedReads.askers(2);

    @BeforeEach
    void open() {
        plane.show("mpatha", "lab:A0/0");
        EngineBean engine = new EngineBean("1", plane, () -> null, new EventFeed(1, event -> {}));
        new BeanRegistry(new Beans(server), plane, () -> null, askers).open(engine);
    }

    @AfterEach
    void end() throws InterruptedException {
        plane.owner.countDown();
        askers.shutdown();
        assertThat(askers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anOwnerThatDoesNotAnswerCostsOneShortWaitAndOnlyWhatItIsAskedFor() throws Exception {
        String[] all = Arrays.stream(server.getMBeanInfo(MAP).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        plane.owner = new CountDownLatch(1);
        long start = System.nanoTime();
        AttributeList answers = server.getAttributes(MAP, all);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answers.asList())
                .extracting(Attribute::getName)
                .hasSize(all.length - ASKED.length)
                .doesNotContain(ASKED);
        assertThat(took).as("less than a wait for each").isBetween(Duration.ofMillis(490), Duration.ofMillis(1990));
        assertThatThrownBy(() -> server.getAttribute(MAP, "Table"))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("map mpatha did not answer within 500 ms");
    }

    @Test
    void anAnswerThatCameLateLetsReadersAskAgain() throws Exception {
        plane.owner = new CountDownLatch(1);
        assertThat(server.getAttributes(MAP, ASKED)).isEmpty();
        plane.owner.countDown();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.getAttributes(MAP, ASKED).size() < ASKED.length) {
            assertThat(System.nanoTime()).isLessThan(limit);
            Thread.onSpinWait();
        }
    }

    @Test
    void aReaderTooManyIsRefusedAtOnce() {
        BoundedReads reads = new BoundedReads("mpatha", work -> {
            throw new RejectedExecutionException();
        }, 500);
        assertThatThrownBy(() -> reads.get(() -> "table")).hasMessage("map mpatha did not answer within 500 ms");
    }
}
