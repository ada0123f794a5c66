package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapReservation;
import org.mpath.api.control.ReservationControl;

/** The bean of reservation keys, as a client without our classes sees it. */
class ReservationsBeanTest {
    private static final String TEXT = String.class.getName();

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private String key = "0xabc";

    private final class Keys implements ReservationControl {
        @Override
        public List<MapReservation> reservations() {
            return List.of(reservation("mpatha"));
        }

        @Override
        public MapReservation reservation(String map) {
            return new MapReservation(map, "3600a", key, "prkeys", key, true, 1, 2, "");
        }

        @Override
        public MapReservation setKey(String map, String wanted) {
            if (wanted.equals("xyz")) {
                throw new ControlException(ControlException.Code.REFUSED, "\"xyz\" is no reservation key");
            }
            key = wanted;
            return reservation(map);
        }
    }

    @BeforeEach
    void setUp() {
        ReservationFace.open(new Beans(server), new Keys());
    }

    private Object setKey(Object wanted) throws Exception {
        return server.invoke(Names.reservations(), "setKey", new Object[] {"mpatha", wanted}, new String[] {TEXT, TEXT});
    }

    @Test
    void keysAreCompositesOfTheJdk() throws Exception {
        CompositeData[] keys = (CompositeData[]) server.getAttribute(Names.reservations(), "Keys");
        assertThat(keys).hasSize(1);
        assertThat(keys[0].getAll(new String[] {"map", "key", "registered", "registeredPaths", "paths"}))
                .containsExactly("mpatha", "0xabc", true, 1, 2);
    }

    @Test
    void aKeyIsSetAndARefusalIsASentence() throws Exception {
        assertThat(((CompositeData) setKey("0x5")).get("filed")).isEqualTo("0x5");
        assertThatThrownBy(() -> setKey("xyz")).isInstanceOf(RuntimeMBeanException.class)
                .cause().isInstanceOf(IllegalArgumentException.class).hasMessageContaining("xyz");
        assertThatThrownBy(() -> setKey(null)).isInstanceOf(RuntimeMBeanException.class).cause().hasMessageContaining("key is missing");
    }
}
