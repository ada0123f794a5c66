package org.mpath.transport.lab;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An array as configured.
 *
 * @param name its name, unique
 * @param family the name of its family
 * @param controllers how many controllers
 * @param portsPerController how many ports each has
 * @param behaviour what every family can be told
 * @param words what its family alone can be told, by word
 * @param units its logical units, numbered from 0
 */
record ArrayDescription(
        String name,
        String family,
        int controllers,
        int portsPerController,
        ArrayBehaviour behaviour,
        Map<String, String> words,
        List<UnitDescription> units) {
    /** The array whose ports need no prefix. */
    private static final String SHORT_NAMED = "lab";

    ArrayDescription {
        words = Map.copyOf(words);
        units = List.copyOf(units);
    }

    /**
     * What a port of it is called among all lab arrays: the array named {@code lab} has {@code A0}, another one
     * {@code NAME.A0}. It depends on this array alone, so that paths keep their names when arrays come and go.
     */
    String portName(String portInArray) {
        return name.equals(SHORT_NAMED) ? portInArray : name + '.' + portInArray;
    }

    /** What a unit of it is called among the units of all lab arrays. */
    String unitName(int lun) {
        return name + '/' + lun;
    }

    /** The names of its units in memory. */
    Stream<String> unitsInMemory() {
        return IntStream.range(0, units.size()).filter(lun -> units.get(lun).inMemory()).mapToObj(this::unitName);
    }
}
