package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreeParPageTest {
    static Stream<Vector> vectors() throws IOException {
        return Vector.read("vpd_c0_hp3par.json").stream();
    }

    /** A page without a name and one with an empty name are the same to people. */
    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheVolumesNameAsMultipathToolsDoesOrOtherwiseForAReason(Vector vector) throws IOException {
        if ("EINVAL".equals(vector.text("error"))) {
            assertThatThrownBy(() -> ThreeParPage.parse(vector.page())).isInstanceOf(MalformedResponse.class);
        } else {
            assertThat(ThreeParPage.parse(vector.page()).name())
                    .isEqualTo(Vector.exceptions("vpd_c0_hp3par-exceptions.txt").getOrDefault(vector.toString(), there(vector)));
        }
    }

    @Test
    void noExceptionIsNone() throws IOException {
        assertThat(Vector.idle(Vector.read("vpd_c0_hp3par.json"), Vector.exceptions("vpd_c0_hp3par-exceptions.txt"),
                        ThreeParPageTest::there))
                .isEmpty();
    }

    private static String there(Vector vector) {
        return vector.refused() ? "" : vector.text("volume_name");
    }

    @Test
    void hasAllVectors() throws IOException {
        assertThat(Vector.read("vpd_c0_hp3par.json")).hasSize(9);
    }
}
