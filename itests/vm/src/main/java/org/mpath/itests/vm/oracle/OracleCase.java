package org.mpath.itests.vm.oracle;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A table and what is done to the map then. The same seed, number and surroundings give the same case.
 *
 * @param seed of the run
 * @param number of the case, from 1
 * @param table the table line
 * @param steps what is done when the table was accepted
 */
record OracleCase(long seed, int number, String table, List<Step> steps) {
    static OracleCase of(long seed, int number, Surroundings surroundings) {
        // a generator's first number is far from that of its neighbour, its state is not
        SplittableRandom random = new SplittableRandom(seed ^ new SplittableRandom(number).nextLong());
        TableGenerator tables = new TableGenerator(random, surroundings);
        DraftTable draft = tables.next();
        List<Step> steps = new StepGenerator(random, surroundings, draft, tables).next();
        return new OracleCase(seed, number, tables.line(draft), steps);
    }

    /** The same with the steps that were carried out. */
    OracleCase with(List<Step> done) {
        return new OracleCase(seed, number, table, List.copyOf(done));
    }

    /** How to have it again. */
    @Override
    public String toString() {
        return "seed " + seed + " case " + number;
    }
}
