package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.MemoryStore;

class ArrayTest {
    @Test
    void namesItsControllersAndPorts() {
        Array array = SymmetricArray.create("lab", 2, 2);
        assertThat(array.ports()).extracting(Port::name).containsExactly("A0", "A1", "B0", "B1");
        assertThat(array.controllers()).extracting(Controller::portGroup).containsExactly(1, 2);
    }

    @Test
    void refusesSizesOutOfRange() {
        assertThatThrownBy(() -> SymmetricArray.create("lab", 0, 2)).hasMessage("0 controllers; 1 to 26 allowed");
        assertThatThrownBy(() -> SymmetricArray.create("lab", 27, 2)).hasMessageContaining("27 controllers");
        assertThatThrownBy(() -> SymmetricArray.create("lab", 1, 11)).hasMessageContaining("11 ports per controller");
        Array array = SymmetricArray.create("lab", 1, 1);
        array.addUnit(0, new MemoryStore(512));
        assertThatThrownBy(() -> array.addUnit(0, new MemoryStore(512))).hasMessageContaining("0 is taken");
        assertThatThrownBy(() -> array.addUnit(16_384, new MemoryStore(512))).hasMessageContaining("16384");
        assertThatThrownBy(() -> array.addUnit(1, new MemoryStore(511))).hasMessageContaining("one block needed");
    }

    @Test
    void closingItEndsItsNexuses() throws IOException {
        Array array = SymmetricArray.create("lab", 1, 1);
        array.addUnit(0, new MemoryStore(512));
        Host host = new Host(array.ports().get(0));
        array.close();
        assertThat(host.nexus.ended()).isTrue();
    }
}
