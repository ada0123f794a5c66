package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerQueueTest {
    private final AnswerQueue queue = new AnswerQueue();

    private static Message message() {
        return new Message() {
            @Override
            public boolean carryOut(PortWire wire) {
                return true;
            }

            @Override
            public void answered() {}
        };
    }

    @Test
    void givesAnswersInOrderWhenTheyAreDue() {
        Message first = message();
        Message second = message();
        queue.add(first, 10);
        queue.add(second, 20);

        assertThat(queue.pollDue(9)).isNull();
        assertThat(queue.untilDueNanos(9)).isEqualTo(1);
        assertThat(queue.pollDue(10)).isSameAs(first);
        assertThat(queue.pollDue(10)).isNull();
        assertThat(queue.pollDue(20)).isSameAs(second);
        assertThat(queue.pollDue(30)).isNull();
    }

    @Test
    void nothingOvertakesADelayedAnswer() {
        Message slow = message();
        queue.add(slow, 100);
        queue.add(message(), 10);
        assertThat(queue.pollDue(50)).isNull();
        assertThat(queue.pollDue(100)).isSameAs(slow);
        assertThat(queue.pollDue(100)).isNotNull();
    }

    @Test
    void hurryMakesEverythingDue() {
        queue.add(message(), 1000);
        queue.add(message(), 2000);
        queue.hurry(5);
        assertThat(queue.pollDue(5)).isNotNull();
        assertThat(queue.pollDue(5)).isNotNull();
    }

    @Test
    void growsAroundItsEnd() {
        Message[] messages = new Message[500];
        int taken = 0;
        for (int i = 0; i < messages.length; i++) {
            messages[i] = message();
            queue.add(messages[i], i);
            if (i % 3 == 0) {
                assertThat(queue.pollDue(i)).isSameAs(messages[taken++]);
            }
        }
        while (taken < messages.length) {
            assertThat(queue.pollDue(500)).isSameAs(messages[taken++]);
        }
        assertThat(queue.size()).isZero();
    }

    @Test
    void forgetsWhatWasOnItsWay() {
        queue.add(message(), 0);
        queue.clear();
        assertThat(queue.size()).isZero();
        assertThat(queue.pollDue(10)).isNull();
    }
}
