package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;

/** The sense tables of both natures (seed-systems 4.4 and 1.7), row by row. */
class SenseTest {
    private final HandMadeArray array = new HandMadeArray();

    private Verdict sense(HardwareHandler handler, String keyAndCodes) {
        int number = Integer.decode(keyAndCodes);
        return handler.checkSense(array.path("a0/0"), number >> 16, number >> 8 & 0xff, number & 0xff);
    }

    @ParameterizedTest(name = "{0}: activates {1}, follows {2}")
    @CsvSource({
        "0x020401, RETRY,     DECLINED", // becoming ready
        "0x020481, FAIL_PATH, DECLINED", // this path cannot be made ready
        "0x0204a1, RETRY,     DECLINED", // quiescence
        "0x02a102, RETRY,     DECLINED",
        "0x059401, ACTIVATE,  ACTIVATE", // not the owner
        "0x062900, RETRY,     DECLINED", // reset
        "0x068b02, RETRY,     ACTIVATE", // quiescence
        "0x052400, DECLINED,  DECLINED",
        "0x059136, DECLINED,  DECLINED",
        "0x059402, DECLINED,  DECLINED",
        "0x069401, DECLINED,  DECLINED",
        "0x058b02, DECLINED,  DECLINED",
        "0x02040a, DECLINED,  DECLINED",
        "0x062a06, DECLINED,  DECLINED",
        "0x031100, DECLINED,  DECLINED"
    })
    void eachSenseHasItsVerdict(String sense, Verdict activating, Verdict following) {
        RdacHandlerFactory factory = new RdacHandlerFactory();
        assertThat(sense(factory.create(List.of()), sense)).isEqualTo(activating);
        assertThat(sense(factory.create(List.of("follow")), sense)).isEqualTo(following);
        assertThat(array.log).as("nothing is sent from the path of an I/O").isEmpty();
    }

    @Test
    void aPathThatDoesNotOwnTheUnitIsKnownToBeStandby() {
        HardwareHandler handler = new RdacHandlerFactory().create(List.of());
        sense(handler, "0x068b02");
        assertThat(handler.statusWords()).isEmpty();
        sense(handler, "0x059401");
        assertThat(handler.statusWords()).isEqualTo("a0/0:standby");
    }
}
