package org.mpath.itests.sim;

/**
 * What a world did.
 *
 * @param hash over everything that happened
 * @param failovers failures of paths or groups that made I/O move
 * @param requests requests of callers
 * @param commands commands the engine sent
 * @param actions steps of virtual time
 * @param nanos virtual time that passed
 * @param faults faults by kind
 */
public record Result(
        long hash, long failovers, long requests, long commands, long actions, long nanos, FaultCount faults) {}
