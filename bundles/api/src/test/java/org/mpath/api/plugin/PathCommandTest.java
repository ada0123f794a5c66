package org.mpath.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.PathDevice;

class PathCommandTest {
    private static final long TIMEOUT = 1_000;

    private long now = Long.MAX_VALUE - 500;
    private final HandTimer timer = new HandTimer();
    private ScsiTask task;
    private TaskListener transport;
    private final List<PathCommand> told = new ArrayList<>();

    private final Reactor reactor = fake(Reactor.class, (method, args) -> switch (method) {
        case "timer" -> timer.of((Runnable) args[0]);
        case "nanoTime" -> now;
        default -> throw new UnsupportedOperationException(method);
    });
    private final PathDevice path = fake(PathDevice.class, (method, args) -> switch (method) {
        case "reactor" -> reactor;
        case "name" -> "p";
        case "submit" -> {
            task = (ScsiTask) args[0];
            transport = (TaskListener) args[1];
            yield null;
        }
        default -> throw new UnsupportedOperationException(method);
    });

    private interface Calls {
        Object called(String method, Object[] args);
    }

    private static <T> T fake(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, args) -> calls.called(method.getName(), args)));
    }

    private static final class HandTimer implements ReactorTimer {
        private Runnable action;
        private long delay = -1;

        HandTimer of(Runnable timed) {
            action = timed;
            return this;
        }

        @Override
        public void arm(long delayNanos) {
            delay = delayNanos;
        }

        @Override
        public void cancel() {
            delay = -1;
        }

        @Override
        public boolean armed() {
            return delay >= 0;
        }
    }

    @Test
    void whatIsForgottenIsToldToNobodyAndNoTimerWaitsForIt() {
        PathCommand command = send(DataDirection.NONE, 0);
        command.forget();
        assertThat(timer.armed()).isFalse();
        task.delivery = Delivery.ANSWERED;
        transport.taskDone(task);
        assertThat(told).isEmpty();
    }

    private PathCommand send(DataDirection direction, int bytes) {
        PathCommand command = new PathCommand(path, direction, bytes);
        command.cdb()[0] = 0x12;
        command.send(6, TIMEOUT, told::add);
        return command;
    }

    private void end(Delivery delivery, int status) {
        task.delivery = delivery;
        task.status = status;
        transport.taskDone(task);
    }

    @Test
    void sendsWhatWasBuiltAndGivesWhatWasRead() {
        PathCommand command = send(DataDirection.READ, 8);
        assertThat(task.cdb[0]).isEqualTo((byte) 0x12);
        assertThat(task.cdbLength).isEqualTo(6);
        assertThat(task.direction).isEqualTo(DataDirection.READ);
        assertThat(task.dataLength).isEqualTo(8);
        assertThat(task.timeoutNanos).isEqualTo(TIMEOUT);
        assertThat(timer.delay).isEqualTo(TIMEOUT);
        task.data.put(0, new byte[] {1, 2, 3});
        task.residual = 5;
        end(Delivery.ANSWERED, 0);
        assertThat(told).containsExactly(command);
        assertThat(timer.armed()).isFalse();
        assertThat(command.answered()).isTrue();
        assertThat(command.timedOut()).isFalse();
        assertThat(command.status()).isZero();
        assertThat(command.received()).containsExactly(1, 2, 3);
        assertThat(command.path()).isSameAs(path);
    }

    @Test
    void aUnitThatHadMoreFillsTheBufferAndOneThatHadNothingLeavesIt() {
        PathCommand more = send(DataDirection.READ, 4);
        task.residual = -10;
        assertThat(more.received()).hasSize(4);
        task.residual = 9;
        assertThat(more.received()).isEmpty();
        PathCommand none = send(DataDirection.NONE, 0);
        assertThat(task.data).isNull();
        assertThat(none.received()).isEmpty();
    }

    @Test
    void givesStatusAndSense() {
        PathCommand command = send(DataDirection.NONE, 0);
        task.sense[0] = 0x70;
        task.senseLength = 18;
        end(Delivery.ANSWERED, 2);
        assertThat(command.status()).isEqualTo(2);
        assertThat(command.sense()[0]).isEqualTo((byte) 0x70);
        assertThat(command.senseLength()).isEqualTo(18);
    }

    @Test
    void isOverInTimeWhenTheTransportIsNotAndTellsNobodyTwice() {
        PathCommand command = send(DataDirection.NONE, 0);
        now += TIMEOUT;
        timer.action.run();
        assertThat(told).containsExactly(command);
        assertThat(command.timedOut()).isTrue();
        end(Delivery.ANSWERED, 0);
        assertThat(told).hasSize(1);
        assertThat(command.answered()).as("too late to count").isFalse();
    }

    @Test
    void tellsAPathThatIsLostFromOneThatIsSlow() {
        PathCommand lost = send(DataDirection.NONE, 0);
        now += TIMEOUT - 1;
        end(Delivery.UNKNOWN, 0);
        assertThat(lost.answered()).isFalse();
        assertThat(lost.timedOut()).isFalse();
        PathCommand slow = send(DataDirection.NONE, 0);
        now += TIMEOUT;
        end(Delivery.ENDED, 0);
        assertThat(slow.timedOut()).isTrue();
    }

    @Test
    void anAnswerThatComesWithTheTimeoutCounts() {
        PathCommand command = send(DataDirection.NONE, 0);
        now += TIMEOUT;
        end(Delivery.ANSWERED, 0);
        assertThat(command.answered()).isTrue();
    }

    @Test
    void isSentOnce() {
        PathCommand command = send(DataDirection.NONE, 0);
        assertThatThrownBy(() -> command.send(6, TIMEOUT, told::add))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("path p");
    }
}
