package org.mpath.itests.sim;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/** What all worlds of a session did together. */
final class Totals {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FaultCount faults = new FaultCount();
    private final long beganNanos = THREADS.getCurrentThreadCpuTime();
    private long worlds;
    private long findings;
    private long failovers;
    private long requests;
    private long commands;
    private long virtualNanos;

    void add(Result result) {
        worlds++;
        failovers += result.failovers();
        requests += result.requests();
        commands += result.commands();
        virtualNanos += result.nanos();
        faults.add(result.faults());
    }

    void addFinding() {
        worlds++;
        findings++;
    }

    long worlds() {
        return worlds;
    }

    long findings() {
        return findings;
    }

    long failovers() {
        return failovers;
    }

    /** Failovers per minute of this thread's processor time: what one core does. */
    long failoversPerMinute() {
        double seconds = (THREADS.getCurrentThreadCpuTime() - beganNanos) / NANOS_PER_SECOND;
        return seconds <= 0 ? 0 : Math.round(failovers / seconds * 60);
    }

    /** One line for somebody who waits. */
    String line() {
        return String.format(Locale.ROOT, "%,d worlds, %,d failovers (%,d a minute of one core), %d finding(s)",
                worlds, failovers, failoversPerMinute(), findings);
    }

    /** All of it. */
    String text() {
        return String.format(Locale.ROOT, "%s%n%,d requests, %,d commands, %,.0f s of virtual time%nfaults:%n%s",
                line(), requests, commands, virtualNanos / NANOS_PER_SECOND, faults.text());
    }
}
