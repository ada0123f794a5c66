package org.mpath.target.array;

import java.util.List;

/** The families there are. */
public final class ArrayFamilies {
    private static final List<ArrayFamily> ALL = List.of(
            new SymmetricArray(),
            new AluaArray(),
            new RdacArray(),
            new ClariionArray(),
            new HpArray(),
            new HdsArray());

    private ArrayFamilies() {}

    /** All of them; the first one is what an array is whose description names none. */
    public static List<ArrayFamily> all() {
        return ALL;
    }

    /** The family of that name; null when there is none. */
    public static ArrayFamily named(String name) {
        return ALL.stream().filter(family -> family.name().equals(name)).findFirst().orElse(null);
    }
}
