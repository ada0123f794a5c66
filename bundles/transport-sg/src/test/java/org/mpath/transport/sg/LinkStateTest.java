package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkStateTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "running, '', running, -",
        "running, '', '', -",
        "running, Online, running, -",
        "running, Marginal, running, -",
        "running, LOGGED_IN, running, -",
        "'', '', running, the device is gone",
        "offline, '', running, the device is offline",
        "transport-offline, '', running, the device is transport-offline",
        "blocked, Blocked, running, the remote port is Blocked",
        "blocked, '', running, the device is blocked",
        "running, Not Present, running, the remote port is Not Present",
        "running, FAILED, running, the remote port is FAILED",
        "running, '', recovery, the host is in state recovery"
    })
    void isUpOnlyWhenDevicePortAndHostAre(String device, String port, String host, String reason) {
        assertThat(LinkState.reason(device, port, host)).isEqualTo(reason);
    }
}
