package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.emc.HandMadeArray.OWNER;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.Arrays;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.itests.array.Reply;
import org.mpath.scsi.Trespass;

/** Pages that lie: what was known stays, every wait ends, nothing is thrown. */
class LiesTest {
    private final HandMadeArray array = new HandMadeArray();
    private final EmcHandler handler = new EmcHandler(false, new Trespass(false, false));

    private void known() {
        array.activate(handler, "a");
        array.activate(handler, "b");
        assertThat(handler.statusWords()).isEqualTo("A:bound B:owned");
        array.answers.clear();
        array.log.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", // nothing
        "00c000", // no length
        "00c0 007c 02", // shorter than it says
        "00c0 ffff 02 00 00 00 00 00", // longer than anything
        "00c0 0008 02 00 00 00 00 00 00 00", // ends before it tells
        "0080 0000" // another page
    })
    void whatLiesIsNotBelievedAndWhatWasKnownStays(String lie) {
        known();
        array.always.put(OWNER, Reply.hex(lie));
        array.activate(handler, "a");
        assertThat(array.log).as("no trespass on its word").containsExactly("a: " + OWNER);
        assertThat(array.answers("a")).containsExactly(ActivationCode.NOSYS);
        assertThat(handler.statusWords()).isEqualTo("A:bound B:owned");
        assertThat(handler.rejected()).isOne();
    }

    @Test
    void anotherUnitIsNotMoved() {
        known();
        byte[] page = array.page(0).bytes();
        page[25] = 1;
        array.always.put(OWNER, Reply.data(page));
        array.activate(handler, "a");
        assertThat(array.log).containsExactly("a: " + OWNER);
        assertThat(array.answers("a")).containsExactly(ActivationCode.NOSYS);
        assertThat(handler.rejected()).isOne();
        assertThat(handler.statusWords()).isEqualTo("A:bound B:owned");
    }

    @Test
    void oneLieAboutTheUnitIsNotBelievedForEver() {
        byte[] page = array.page(0).bytes();
        page[25] = 1;
        array.next(OWNER, Reply.data(page));
        array.activate(handler, "a"); // nobody can know better
        array.activate(handler, "b");
        assertThat(array.answers("b")).as("which of the two lies?").containsExactly(ActivationCode.NOSYS);
        array.activate(handler, "a");
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.NOSYS, ActivationCode.OK);
    }

    @Test
    void aProcessorThatBecomesAnotherOneAfterTheTrespassIsNotBelieved() {
        array.next(OWNER, Reply.data(array.page(1).bytes()), Reply.data(array.page(0).bytes()));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
        assertThat(handler.rejected()).isOne();
        assertThat(handler.statusWords()).as("what was known stays").isEqualTo("B:bound");
    }

    @Test
    void aPageThatIsTooLongIsCut() {
        byte[] page = Arrays.copyOf(array.page(0).bytes(), 4096);
        page[2] = 0x0f;
        page[3] = (byte) 0xfc;
        array.always.put(OWNER, Reply.data(page));
        array.activate(handler, "a");
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK);
    }

    @Test
    void liesAreLoggedLessAndLessOftenWithTheirCount() {
        Logger logger = Logger.getLogger("org.mpath.handler.emc");
        StringBuilder lines = new StringBuilder();
        Handler lineKeeper = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.append(line.getMessage()).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(lineKeeper);
        try {
            array.always.put(OWNER, Reply.hex("00c0"));
            for (int i = 0; i < 9; i++) {
                array.activate(handler, "a");
            }
        } finally {
            logger.removeHandler(lineKeeper);
        }
        assertThat(lines.toString().lines().map(line -> line.replaceAll(".* count=(\\d+) reason=\".+\"", "$1")))
                .containsExactly("1", "2", "4", "8");
        assertThat(lines.toString()).startsWith("event=emc.answer_rejected path=a count=1 reason=\"VPD page c0h, byte 2");
    }

    @Test
    void noMutilatedPageThrowsOrLeavesAPathWaiting() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            HandMadeArray hostile = new HandMadeArray();
            byte[] mutilated = Arrays.copyOf(hostile.page(1).bytes(), random.nextInt(140));
            for (int flips = random.nextInt(4); flips > 0 && mutilated.length > 0; flips--) {
                mutilated[random.nextInt(mutilated.length)] = (byte) random.nextInt();
            }
            hostile.always.put(OWNER, Reply.data(mutilated));
            EmcHandler fresh = new EmcHandler(false, null);
            hostile.activate(fresh, "b");
            fresh.statusWords();
            hostile.reactor.pass(200 * SECOND);
            assertThat(hostile.answers("b")).as("-Dmpath.seed=%d round %d", seed, round).hasSize(1);
            assertThat(hostile.reactor.armedCount()).isZero();
        }
    }
}
