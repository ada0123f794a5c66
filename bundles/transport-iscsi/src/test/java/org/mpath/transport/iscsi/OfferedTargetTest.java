package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.iscsi.KeyValue;
import org.mpath.iscsi.MalformedPdu;

class OfferedTargetTest {
    private static final String A = "iqn.2026-11.org.example:a";
    private static final String B = "iqn.2026-11.org.example:b";
    private static final Portal ASKED = new Portal("10.0.0.1", 3260);
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("10.0.0.1", 3260);

    private static KeyValue name(String name) {
        return new KeyValue("TargetName", name);
    }

    private static KeyValue address(String address) {
        return new KeyValue("TargetAddress", address);
    }

    @Test
    void readsTargetsWithTheirAddresses() {
        assertThat(OfferedTarget.parse(List.of(
                        name(A), address("10.0.0.1:3260,1"), address("[2001:db8::1]:3261,2"), name(B), address("san.example,3"))))
                .containsExactly(
                        new OfferedTarget(A, List.of(new TargetAddress(ASKED, 1),
                                new TargetAddress(new Portal("2001:db8::1", 3261), 2))),
                        new OfferedTarget(B, List.of(new TargetAddress(new Portal("san.example", 3260), 3))));
        assertThat(OfferedTarget.parse(List.of())).isEmpty();
    }

    @Test
    void onlyTargetsThatNameThePortalCount() {
        List<OfferedTarget> offered = OfferedTarget.parse(
                List.of(name(A), address("10.0.0.2:3260,1"), name(B), address("10.0.0.2:3260,1"), address("10.0.0.1:3260,2")));
        assertThat(OfferedTarget.through(offered, ASKED, ADDRESS)).extracting(OfferedTarget::name).containsExactly(B);
    }

    @Test
    void aTargetWithoutAddressesIsAtThePortalThatWasAsked() {
        assertThat(OfferedTarget.through(OfferedTarget.parse(List.of(name(A))), ASKED, ADDRESS)).hasSize(1);
    }

    @Test
    void allCountWhenThePortalIsSeenThroughATranslation() {
        List<OfferedTarget> offered = OfferedTarget.parse(List.of(name(A), address("192.168.1.5:3260,1")));
        assertThat(OfferedTarget.through(offered, ASKED, ADDRESS)).extracting(OfferedTarget::name).containsExactly(A);
    }

    @Test
    void refusesNonsenseNamingIt() {
        assertThatThrownBy(() -> OfferedTarget.parse(List.of(name("disk\u001b[2J 1"))))
                .isInstanceOf(MalformedPdu.class).hasMessageContaining("TargetName=disk?[2J 1");
        assertThatThrownBy(() -> OfferedTarget.parse(List.of(address("10.0.0.1:3260,1"))))
                .isInstanceOf(MalformedPdu.class).hasMessageContaining("without a TargetName");
        for (String wrong : new String[] {"10.0.0.1:99999,1", "10.0.0.1:3260,x", "10.0.0.1:3260,70000", "", "a b,1"}) {
            assertThatThrownBy(() -> OfferedTarget.parse(List.of(name(A), address(wrong))))
                    .as(wrong).isInstanceOf(MalformedPdu.class).hasMessageContaining("TargetAddress=");
        }
    }
}
