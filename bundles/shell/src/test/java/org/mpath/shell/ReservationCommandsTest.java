package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reservation keys, as a person types them. */
class ReservationCommandsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @Test
    void showsTheKeyWhereItComesFromAndOnHowManyPathsItIs() {
        String table = """
                MAP     KEY       REGISTERED  PATHS  IN FILE   ORIGIN
                mpatha  0x123abc  yes         1/2    0x123abc  prkeys
                """;
        assertThat(gosh.run("mpath:prkey")).isEqualTo(table);
        assertThat(gosh.run("mpath:prkey mpatha")).isEqualTo(table);
    }

    @Test
    void aReasonIsAColumnWhenThereIsOne() {
        gosh.reservations.reason = "READ KEYS: no answer in time";
        assertThat(gosh.run("mpath:prkey").lines()).anyMatch(line -> line.matches("MAP .* ORIGIN +REASON"))
                .anyMatch(line -> line.matches("mpatha .* prkeys +READ KEYS: no answer in time"));
    }

    @Test
    void aKeyIsWrittenDownAndTakenAway() {
        assertThat(gosh.run("mpath:prkey mpatha 0x5")).isEqualTo("the key of map mpatha in the file of keys is 0x5\n");
        assertThat(gosh.run("mpath:prkey mpatha none")).isEqualTo("map mpatha has no key in the file of keys\n");
        assertThat(gosh.run("mpath:prkey")).contains("mpatha  -    no          0/2    -        -");
    }

    @Test
    void saysThatAnotherKeyHoldsThanTheOneThatWasWrittenDown() {
        gosh.reservations.holds = false;
        assertThat(gosh.run("mpath:prkey mpatha 0x5")).isEqualTo(
                "the key of map mpatha in the file of keys is 0x5; 0x7 holds, multipath.conf:2:18 (defaults)\n");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(gosh.failure("mpath:prkey mpatha xyz")).contains("\"xyz\" is no reservation key");
        assertThat(gosh.failure("mpath:prkey mpathz")).contains("mpathz");
        gosh.reservationCommands.control = null;
        assertThat(gosh.failure("mpath:prkey")).contains("org.mpath.discovery");
    }
}
