package org.mpath.itests.bench;

import java.io.PrintStream;

/** One thing that is measured. */
interface Figure {
    /** The word on the command line. */
    String name();

    /** What is compared with what, one line. */
    String title();

    /**
     * Measures and prints a Markdown table.
     *
     * @throws BenchException when it cannot be measured here
     */
    void measure(Options options, PrintStream out) throws Exception;
}
