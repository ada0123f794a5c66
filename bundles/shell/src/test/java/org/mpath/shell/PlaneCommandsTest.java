package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;

/** Where maps run, as a person types it. */
class PlaneCommandsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @Test
    void listsAllMapsOrOne() {
        assertThat(gosh.run("mpath:plane").lines()).hasSize(3)
                .anyMatch(line -> line.matches("MAP +PLANE +CHOSEN +WWID"))
                .anyMatch(line -> line.matches("mpatha +core +no +" + Sample.WWID))
                .anyMatch(line -> line.matches("mpathb +dm +yes +" + Sample.WWID + "b"));
        assertThat(gosh.run("mpath:plane mpatha").lines()).hasSize(2);
    }

    @Test
    void movesAMapAndSaysWhereItIs() {
        assertThat(gosh.run("mpath:plane mpatha dm")).isEqualTo("mpatha runs in the kernel: /dev/mapper/mpatha\n");
        assertThat(gosh.run("mpath:plane mpatha core")).isEqualTo("mpatha runs in this process\n");
        assertThat(gosh.planes.chosen).containsExactly("mpatha dm", "mpatha core");
    }

    @Test
    void passesARefusalOn() {
        gosh.planes.refusal = new ControlException(Code.BUSY, "map mpatha stays where it is: it is used by mount /srv");
        assertThat(gosh.failure("mpath:plane mpatha dm")).endsWith("map mpatha stays where it is: it is used by mount /srv");
        assertThat(gosh.code("mpath:plane mpatha dm")).isEqualTo(26);
    }

    @Test
    void saysWhichWordIsWrong() {
        assertThat(gosh.failure("mpath:plane mpatha kernel")).contains("core|dm");
        assertThat(gosh.code("mpath:plane mpathz dm")).isEqualTo(15);
        gosh.planeCommands.control = null;
        assertThat(gosh.failure("mpath:plane")).endsWith("no choice of planes is installed: bundle org.mpath.planes brings it");
    }
}
