package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.array.ArrayFamily;

class ArrayGrammarTest {
    private static final String KNOWN =
            "name=, family=, controllers=, ports=, transition=, boot=, failback=, log=, unit= are known";

    private static ArrayDescription plain(String name, int controllers, int ports, List<UnitDescription> units) {
        return new ArrayDescription(name, "sym", controllers, ports, ArrayBehaviour.DEFAULT, Map.of(), units);
    }

    @Test
    void readsTheArrayThereIsByDefault() {
        UnitDescription unit = new UnitDescription("", 64 << 20, false);
        assertThat(ArrayGrammar.parse(LabSettings.DEFAULT_ARRAY))
                .containsExactly(plain("lab", 2, 2, List.of(unit, unit, unit)));
    }

    @Test
    void readsEveryKindOfUnit() {
        List<ArrayDescription> arrays = ArrayGrammar.parse(
                " name=a-1  ports=1 controllers=3 unit=512 unit=2TiB,ro unit=file:/d/x.img unit=file:/d/y.img,1GiB,ro ",
                "name=b unit=1KiB");
        assertThat(arrays).containsExactly(
                plain("a-1", 3, 1, List.of(
                        new UnitDescription("", 512, false),
                        new UnitDescription("", 2L << 40, true),
                        new UnitDescription("/d/x.img", 0, false),
                        new UnitDescription("/d/y.img", 1L << 30, true))),
                plain("b", 2, 2, List.of(new UnitDescription("", 1024, false))));
    }

    @Test
    void readsNothing() {
        assertThat(ArrayGrammar.parse()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "name=a|array a: word unit= is missing",
        "unit=1MiB|the array: word name= is missing",
        "''|the array, word \"\": KNOWN",
        "name=a unit=1MiB colour=red|array a, word \"colour=red\": KNOWN",
        "name=A unit=1MiB|the array, word \"name=A\": 1 to 16 lower case letters, digits and dashes are allowed, a letter first",
        "name=abcdefghijklmnopq unit=1MiB|the array, word \"name=abcdefghijklmnopq\": 1 to 16 lower case letters, digits and dashes are allowed, a letter first",
        "name=a name=b unit=1MiB|array a, word \"name=b\": name= is there already",
        "name=a ports=11 unit=1MiB|array a, word \"ports=11\": 1 to 10 allowed",
        "name=a ports=0 unit=1MiB|array a, word \"ports=0\": 1 to 10 allowed",
        "name=a ports=x unit=1MiB|array a, word \"ports=x\": 1 to 10 allowed",
        "name=a controllers=27 unit=1MiB|array a, word \"controllers=27\": 1 to 26 allowed",
        "name=a controllers=1 controllers=1 unit=1MiB|array a, word \"controllers=1\": it is there already",
        "name=a unit=|array a, word \"unit=\": size \"\" is not a number with KiB, MiB, GiB, TiB or nothing behind it",
        "name=a unit=64MB|array a, word \"unit=64MB\": size \"64MB\" is not a number with KiB, MiB, GiB, TiB or nothing behind it",
        "name=a unit=0|array a, word \"unit=0\": size \"0\" is not a number with KiB, MiB, GiB, TiB or nothing behind it",
        "name=a unit=513|array a, word \"unit=513\": size \"513\" is not a multiple of 512 bytes below 8192 PiB",
        "name=a unit=999999999TiB|array a, word \"unit=999999999TiB\": size \"999999999TiB\" is not a multiple of 512 bytes below 8192 PiB",
        "name=a unit=65TiB|array a, word \"unit=65TiB\": at most 64TiB of memory allowed",
        "name=a unit=1MiB,rw|array a, word \"unit=1MiB,rw\": SIZE[,ro] or file:PATH[,SIZE][,ro] is allowed",
        "name=a unit=file:|array a, word \"unit=file:\": SIZE[,ro] or file:PATH[,SIZE][,ro] is allowed",
        "name=a unit=file:/x,1MiB,1MiB|array a, word \"unit=file:/x,1MiB,1MiB\": SIZE[,ro] or file:PATH[,SIZE][,ro] is allowed"
    })
    void saysWhichWordIsWrongAndWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> ArrayGrammar.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.replace("KNOWN", KNOWN));
    }

    @Test
    void readsTheFamilyItsWordsAndHowItBehaves() {
        assertThat(ArrayGrammar.parse(
                        "name=a family=alua tpgs=1 passive=standby transition=500 boot=2000 failback=manual log=all unit=1MiB"))
                .containsExactly(new ArrayDescription(
                        "a",
                        "alua",
                        2,
                        2,
                        new ArrayBehaviour(500, 2_000, false, true),
                        Map.of("tpgs", "1", "passive", "standby"),
                        List.of(new UnitDescription("", 1 << 20, false))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "family=ALUA|array a, word \"family=ALUA\": FAMILIES allowed",
        "family=alua family=alua|array a, word \"family=alua\": it is there already",
        "tpgs=1|array a, word \"tpgs=1\": KNOWN",
        "family=alua tpgs=4|array a, word \"tpgs=4\": 1 to 3 allowed",
        "family=alua tpgs=1 tpgs=2|array a, word \"tpgs=2\": it is there already",
        "family=alua passive=offline|array a, word \"passive=offline\": standby, active/non-optimized or unavailable allowed",
        "family=alua header=long|array a, word \"header=long\": extended or plain allowed",
        "transition=600001|array a, word \"transition=600001\": 0 to 600000 milliseconds allowed",
        "boot=x|array a, word \"boot=x\": 0 to 600000 milliseconds allowed",
        "failback=no|array a, word \"failback=no\": auto or manual allowed",
        "log=none|array a, word \"log=none\": all or control allowed",
        "=x|array a, word \"=x\": KNOWN"
    })
    void saysWhatIsWrongWithAFamilyAndItsWords(String words, String message) {
        String families = ArrayFamilies.all().stream().map(ArrayFamily::name).collect(Collectors.joining(", "));
        assertThatThrownBy(() -> ArrayGrammar.parse("name=a unit=1MiB " + words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.replace("KNOWN", KNOWN).replace("FAMILIES", families));
    }

    @Test
    void namesTheArrayInItsMessagesOrElseCounts() {
        assertThatThrownBy(() -> ArrayGrammar.parse("name=a unit=1MiB", "name=b"))
                .hasMessage("array b: word unit= is missing");
        assertThatThrownBy(() -> ArrayGrammar.parse("name=a unit=1MiB", "ports=1"))
                .hasMessage("array 2: word name= is missing");
        assertThatThrownBy(() -> ArrayGrammar.parse("name=a unit=1MiB", "name=a unit=1MiB"))
                .hasMessage("two arrays are called a");
    }

    @Test
    void boundsArraysAndUnits() {
        String[] tooMany = new String[ArrayGrammar.ARRAYS_MAX + 1];
        assertThatThrownBy(() -> ArrayGrammar.parse(tooMany)).hasMessage("65 arrays; at most 64 allowed");
        String units = " unit=512".repeat(ArrayGrammar.UNITS_MAX);
        assertThat(ArrayGrammar.parse("name=a" + units).get(0).units()).hasSize(ArrayGrammar.UNITS_MAX);
        assertThatThrownBy(() -> ArrayGrammar.parse("name=a unit=512" + units))
                .hasMessage("array a, word \"unit=512\": at most 256 units allowed");
    }
}
