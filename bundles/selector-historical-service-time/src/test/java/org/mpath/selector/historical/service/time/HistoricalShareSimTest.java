package org.mpath.selector.historical.service.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.PathSelector;

/** The selector in a closed loop in virtual time, over paths that serve one request after the other. */
class HistoricalShareSimTest {
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000 * MICRO;
    private static final int BYTES = 4096;

    private record Request(int path, long startedNanos, long endsNanos) {}

    private final PathSelector selector = new HistoricalServiceTimeFactory().create(List.of());
    private final Queue<Request> underWay = new PriorityQueue<>(Comparator.comparingLong(Request::endsNanos));
    private final long[] serviceNanos = {1 * MILLI, 10 * MILLI, 100 * MILLI};
    private final long[] freeNanos = new long[serviceNanos.length];
    private final int[] sent = new int[serviceNanos.length];
    private long nowNanos = MILLI;

    @BeforeEach
    void addPaths() {
        for (int path = 0; path < serviceNanos.length; path++) {
            selector.add(path, List.of());
        }
    }

    private int send() {
        int path = selector.select(BYTES, nowNanos);
        selector.started(path, BYTES, nowNanos);
        freeNanos[path] = Math.max(nowNanos, freeNanos[path]) + serviceNanos[path];
        underWay.add(new Request(path, nowNanos, freeNanos[path]));
        sent[path]++;
        return path;
    }

    private void end() {
        Request first = underWay.remove();
        nowNanos = first.endsNanos();
        selector.ended(first.path(), BYTES, first.startedNanos(), nowNanos);
    }

    private void run(int requests, int depth) {
        for (int i = 0; i < requests; i++) {
            while (underWay.size() >= depth) {
                end();
            }
            send();
        }
    }

    @Test
    void fasterPathsGetMoreOfTheLoad() {
        run(2000, 8);
        Arrays.fill(sent, 0);
        run(20_000, 8);
        assertThat(sent[0]).as("shares %s", Arrays.toString(sent)).isGreaterThan(8 * sent[1]);
        assertThat(sent[1]).as("shares %s", Arrays.toString(sent)).isGreaterThan(2 * sent[2]);
        assertThat(sent[2]).isPositive();
    }

    @Test
    void aPathThatBecameFastIsFoundOutAndUsed() {
        run(2000, 2);
        serviceNanos[2] = 100 * MICRO;
        run(10_000, 2);
        Arrays.fill(sent, 0);
        run(1000, 2);
        assertThat(sent[2]).as("shares %s", Arrays.toString(sent)).isGreaterThan(800);
    }

    @Test
    void anIdleSlowPathIsTriedAgainOnlyWhenItsAverageIsStale() {
        // one at a time; the first three measure each path once
        for (int path = 0; path < 3; path++) {
            assertThat(send()).isEqualTo(path);
            end();
        }
        long staleAfterNanos = Long.parseLong(selector.statusArguments(2).split(" ")[2]);
        long sentNanos;
        int path;
        int between = -1;
        do {
            sentNanos = nowNanos;
            path = send();
            end();
            between++;
        } while (path != 2);
        assertThat(sentNanos).isGreaterThan(staleAfterNanos).isLessThan(staleAfterNanos + 20 * MILLI);
        assertThat(between).isGreaterThan(10);
    }
}
