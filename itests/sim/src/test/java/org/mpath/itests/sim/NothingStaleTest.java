package org.mpath.itests.sim;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mpath.api.io.Delivery;
import org.mpath.itests.sim.Request.Kind;
import org.mpath.itests.sim.invariant.NothingStale;

/** The rule about what a read may see, word by word. Numbers in names are moments. */
class NothingStaleTest {
    private final NothingStale rule = new NothingStale(1);
    private int ids;

    private Request begin(Kind kind, long at) {
        return new Request(++ids, kind, 0, 1, at, false);
    }

    private Request write(long began, long ended, Delivery outcome, boolean good) {
        Request write = begin(Kind.WRITE, began);
        end(write, ended, outcome, good);
        return write;
    }

    private Request acknowledged(long began, long ended) {
        return write(began, ended, Delivery.ANSWERED, true);
    }

    private void end(Request request, long at, Delivery outcome, boolean good) {
        request.ended = at;
        request.outcome = outcome;
        request.good = good;
        rule.completed(request, null);
    }

    private void read(long began, long ended, Request writer) {
        Request read = begin(Kind.READ, began);
        end(read, ended, Delivery.ANSWERED, true);
        rule.observed(read, 0, writer);
    }

    @Test
    void theLastAcknowledgedWriteMayBeRead() {
        acknowledged(1, 2);
        Request last = acknowledged(3, 4);
        assertThatCode(() -> read(5, 6, last)).doesNotThrowAnyException();
    }

    @Test
    void anOlderWriteMayNotBeRead() {
        Request old = acknowledged(1, 2);
        acknowledged(3, 4);
        assertThatThrownBy(() -> read(5, 6, old)).isInstanceOf(Finding.class).hasMessageContaining("was over before");
    }

    @Test
    void whatWasThereBeforeAnAcknowledgedWriteMayNotBeRead() {
        acknowledged(1, 2);
        assertThatThrownBy(() -> read(3, 4, null)).hasMessageContaining("as if it was never written");
    }

    @Test
    void aWriteInFlightMayBeReadOrNot() {
        Request before = acknowledged(1, 2);
        Request inFlight = begin(Kind.WRITE, 3);
        assertThatCode(() -> read(4, 5, before)).doesNotThrowAnyException();
        assertThatCode(() -> read(6, 7, inFlight)).doesNotThrowAnyException();
    }

    @Test
    void whatOneReadSawALaterReadMayNotUnsee() {
        Request before = acknowledged(1, 2);
        Request inFlight = begin(Kind.WRITE, 3);
        read(4, 5, inFlight);
        assertThatThrownBy(() -> read(6, 7, before)).isInstanceOf(Finding.class);
    }

    @Test
    void twoWritesAtTheSameTimeMayHappenInEitherOrder() {
        Request one = begin(Kind.WRITE, 1);
        Request other = begin(Kind.WRITE, 2);
        end(other, 3, Delivery.ANSWERED, true);
        end(one, 4, Delivery.ANSWERED, true);
        assertThatCode(() -> read(5, 6, one)).doesNotThrowAnyException();
        assertThatCode(() -> read(7, 8, other)).doesNotThrowAnyException();
    }

    @Test
    void aWriteOfUnknownOutcomeMayShowUpAnyTime() {
        Request unknown = write(1, 2, Delivery.UNKNOWN, false);
        acknowledged(3, 4);
        assertThatCode(() -> read(5, 6, unknown)).doesNotThrowAnyException();
        assertThatCode(() -> rule.written(unknown, 0)).doesNotThrowAnyException();
    }

    @Test
    void aWriteThatWasReportedOverMayNotRunAnyMore() {
        Request ended = write(1, 2, Delivery.ENDED, false);
        assertThatThrownBy(() -> rule.written(ended, 0)).hasMessageContaining("runs after the caller was told ENDED");
        Request good = acknowledged(3, 4);
        assertThatThrownBy(() -> rule.written(good, 0)).hasMessageContaining("runs after the caller was told GOOD");
    }

    @Test
    void aWriteThatRanMayNotBeReportedAsNeverSent() {
        Request write = begin(Kind.WRITE, 1);
        write.executions = 1;
        assertThatThrownBy(() -> end(write, 2, Delivery.NOT_SENT, false)).hasMessageContaining("reported as never sent");
    }
}
