package org.mpath.itests.bench;

/**
 * One slice or run of one contender.
 *
 * @param operations what was done
 * @param wallNanos how long it took
 * @param cpuNanos processor time it cost, of the thread or process the figure is about
 * @param allocatedBytes heap it allocated; 0 when not measured
 */
record Sample(long operations, long wallNanos, long cpuNanos, long allocatedBytes) {
    double operationsPerSecond() {
        return operations * 1e9 / wallNanos;
    }

    double cpuMicrosPerOperation() {
        return cpuNanos / 1e3 / operations;
    }

    double bytesPerOperation() {
        return (double) allocatedBytes / operations;
    }
}
