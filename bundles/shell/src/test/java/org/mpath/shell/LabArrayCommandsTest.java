package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabArrayCommandsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @Test
    void listsArraysControllersUnitsAndCommands() {
        assertThat(gosh.run("lab:array list").lines()).containsExactly(
                "ARRAY  FAMILY  VENDOR  PRODUCT   CONTROLLERS  UP  UNITS  ORIGIN",
                "lab1   alua    MPATH   LAB-ALUA            2   1      1  configuration");
        assertThat(gosh.run("lab:controllers").lines()).containsExactly(
                "CONTROLLER  STATE   GROUP  OWNS  PORTS",
                "A           up          1     1  A0",
                "B           failed      2     0  B0");
        assertThat(gosh.run("lab:units").lines()).last().asString().isEqualTo(
                "lab1/0  67108864  lab1-0  A      A          A active/optimized, B unavailable");
        assertThat(gosh.run("lab:log lab1 -n 1").lines()).last().asString().isEqualTo(
                "8    1300  B0    mpath        0  02/04/0a  a4 0a 00 00 00 00 00 00 00 08 00 00  00 00 00 00 00 00 00 02");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lab:array create name=a family=alua unit=64MiB,ro|create name=a family=alua unit=64MiB,ro"
                + "|array made: name=a family=alua unit=64MiB,ro",
        "lab:array samples|samples|arrays made: sym, alua",
        "lab:array remove lab1|remove lab1|array lab1 is removed",
        "lab:controller A fail|fail A|controller A is down",
        "lab:controller A reboot|reboot A|controller A restarts",
        "lab:controller A upgrade|upgrade A|the upgrade begins with controller A",
        "lab:controller A heal|heal controller A|controller A is healed",
        "lab:own lab1/0 B|own lab1/0 B|unit lab1/0 goes to controller B",
        "lab:access B standby|access B standby 0 false|controller B: standby",
        "lab:access B active/optimized after 500 --fail|access B active/optimized 500 true"
                + "|controller B: active/optimized after 500 ms",
        "lab:lu add lab1 64MiB|add lab1 64MiB|unit lab1/1 is added",
        "lab:lu add lab1 64MiB --id|add lab1 64MiB again|unit lab1/1 is added",
        "lab:lu remove lab1/0|remove unit lab1/0|unit lab1/0 is removed",
        "lab:lu resize lab1/0 128MiB|resize lab1/0 128MiB|unit lab1/0 has 128MiB",
        "lab:lu swap-identity lab1/0 lab1/1|swap lab1/0 lab1/1|units lab1/0 and lab1/1 have changed places",
        "lab:log lab1 clear|clear lab1|the commands of array lab1 are forgotten"
    })
    void verbsReachTheLab(String program, String call, String sentence) {
        assertThat(gosh.run(program)).isEqualTo(sentence + '\n');
        assertThat(gosh.lab.calls).containsExactly(call);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "lab:array remove|lab:array needs ARRAY",
        "lab:array destroy x|is one of list|",
        "lab:controller A explode|is one of fail|",
        "lab:access B sleepy|is one of active/optimized",
        "lab:access B standby 500|the word is one of after",
        "lab:access B standby after|lab:access needs MILLIS",
        "lab:access B standby after 600001|MILLIS is a number from 0 to 600000",
        "lab:lu add lab1|lab:lu needs SIZE",
        "lab:lu swap-identity lab1/0|lab:lu needs UNIT",
        "lab:log|lab:log needs ARRAY"
    })
    void saysWhichWordIsWrong(String program, String sentence) {
        assertThat(gosh.failure(program)).contains(sentence);
        assertThat(gosh.code(program)).isEqualTo(1);
        assertThat(gosh.lab.calls).isEmpty();
    }

    @Test
    void passesTheLabsRefusalsOn() {
        assertThat(gosh.failure("lab:own lab1/0 C")).contains("no lab controller \"C\"; there is A, B");
    }

    @Test
    void completesNames() {
        assertThat(gosh.labArrayCommands.names("CONTROLLER")).containsExactly("A", "B");
        assertThat(gosh.labArrayCommands.names("UNIT")).containsExactly("lab1/0");
        assertThat(gosh.labArrayCommands.names("ARRAY")).containsExactly("lab1");
    }

    @Test
    void saysThatThereIsNoLab() {
        gosh.labArrayCommands.control = null;
        assertThat(gosh.code("lab:units")).isEqualTo(2);
    }
}
