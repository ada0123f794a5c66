package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortalTest {
    @Test
    void readsWhatItShows() {
        for (String text : new String[] {"10.0.0.1:3260", "san-1.example:3261", "[2001:db8::1]:3260", "[::ffff:10.0.0.1]:860"}) {
            assertThat(Portal.parse(text)).hasToString(text);
        }
        assertThat(Portal.parse("[::1]")).isEqualTo(new Portal("::1", 3260));
    }

    @Test
    void onlyRealAddressesAreLookedUpWithoutANameServer() {
        assertThat(Portal.parse("10.0.0.255").numeric()).isTrue();
        assertThat(Portal.parse("[fe80::1]").numeric()).isTrue();
        assertThat(Portal.parse("10.0.0.256").numeric()).as("a host name that looks like an address").isFalse();
        assertThat(Portal.parse("999.1.1.1").numeric()).isFalse();
        assertThat(Portal.parse("10.0.0").numeric()).isFalse();
    }

    @Test
    void readsTheAddressOfATarget() {
        assertThat(TargetAddress.parse("10.0.0.1:3261,7")).isEqualTo(new TargetAddress(new Portal("10.0.0.1", 3261), 7));
        assertThat(TargetAddress.parse("10.0.0.1")).isEqualTo(new TargetAddress(new Portal("10.0.0.1", 3260), 0));
    }

    @Test
    void refusesWhatIsNoPortal() {
        for (String text : new String[] {"", ":3260", "a:b", "[fe80::1", "fe80::1", "a/b", "a\u001bb", "a".repeat(254), "h:70000"}) {
            assertThatThrownBy(() -> Portal.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("portal '" + text + "'");
        }
    }
}
