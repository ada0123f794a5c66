package org.mpath.transport.lab;

/**
 * A logical unit as configured.
 *
 * @param file its backing file; empty for memory
 * @param bytes its size; 0 for the size of the file that is there
 * @param readOnly whether it is write protected
 */
record UnitDescription(String file, long bytes, boolean readOnly) {
    boolean inMemory() {
        return file.isEmpty();
    }
}
