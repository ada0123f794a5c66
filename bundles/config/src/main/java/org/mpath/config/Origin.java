package org.mpath.config;

/** Where a value comes from. */
public sealed interface Origin {
    /** Nobody said anything: the keyword's default. */
    record BuiltIn() implements Origin {
        @Override
        public String toString() {
            return "built in";
        }
    }

    /**
     * A row of the built-in hardware table.
     *
     * @param row number of the row, from 0
     * @param model what array it is for
     */
    record TableRow(int row, String model) implements Origin {
        @Override
        public String toString() {
            return "hardware row " + row + " (" + model + ")";
        }
    }

    /**
     * A line of a configuration file.
     *
     * @param section the section it stands in
     * @param place of the value
     */
    record FileLine(Section section, Place place) implements Origin {
        @Override
        public String toString() {
            return place + " (" + section + ")";
        }
    }

    /**
     * An array plug-in's own row.
     *
     * @param name the plug-in
     */
    record PlugIn(String name) implements Origin {
        @Override
        public String toString() {
            return "plug-in " + name;
        }
    }

    /**
     * The unit itself was asked.
     *
     * @param reason what it answered
     */
    record Detected(String reason) implements Origin {
        @Override
        public String toString() {
            return "detection (" + reason + ")";
        }
    }

    /** An order of the operator, for this time only. */
    record Ordered() implements Origin {
        @Override
        public String toString() {
            return "command";
        }
    }

    /**
     * It follows from another value.
     *
     * @param from the keyword of that value
     * @param origin where that one comes from
     */
    record Derived(String from, Origin origin) implements Origin {
        @Override
        public String toString() {
            return "from " + from + ", " + origin;
        }
    }
}
