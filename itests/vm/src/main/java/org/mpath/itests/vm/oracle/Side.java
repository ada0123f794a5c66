package org.mpath.itests.vm.oracle;

import java.io.IOException;

/** One of the two that are compared; it holds one map at a time. */
interface Side {
    /** Makes the map with a table. */
    Answer create(String table) throws IOException;

    /** Does something to the map. */
    Answer step(Step step) throws IOException;

    /**
     * What the map shows by now, after a while: some of it follows what was done.
     *
     * @param answer what it showed
     */
    Answer look(Answer answer) throws IOException;

    /** Removes the map, if there is one. */
    void remove() throws IOException;
}
