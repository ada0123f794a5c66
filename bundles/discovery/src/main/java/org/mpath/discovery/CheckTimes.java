package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * How often and how patiently paths are looked at.
 *
 * @param intervalMillis between two checks of a path that has just changed; 0: {@link #following} what the configuration says
 * @param intervalMillisMax longest time between two checks, reached while nothing changes
 * @param checkTimeoutMillis how long a check may take, 50 to 600000
 * @param probeTimeoutMillis how long one command of a probe may take, 50 to 600000
 * @param callTimeoutMillis how long one call of a plug-in may take on a reactor, 10 to 60000; its answer may take longer
 */
record CheckTimes(
        long intervalMillis, long intervalMillisMax, int checkTimeoutMillis, int probeTimeoutMillis, int callTimeoutMillis) {
    /** What counts when nothing else is set. */
    static final CheckTimes DEFAULT = new CheckTimes(0, 3_000, 5_000);

    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final int TIMEOUT_MIN = 50;
    private static final int TIMEOUT_MAX = 600_000;
    private static final int CALL_TIMEOUT = 1_000;

    CheckTimes {
        expect("check.timeout.millis", checkTimeoutMillis, TIMEOUT_MIN, TIMEOUT_MAX);
        expect("probe.timeout.millis", probeTimeoutMillis, TIMEOUT_MIN, TIMEOUT_MAX);
        expect("plugin.call.timeout.millis", callTimeoutMillis, 10, 60_000);
    }

    /** With one interval, that does not grow, or 0; and the usual time for a call. */
    CheckTimes(int intervalMillis, int checkTimeoutMillis, int probeTimeoutMillis) {
        this(intervalMillis, intervalMillis, checkTimeoutMillis, probeTimeoutMillis, CALL_TIMEOUT);
    }

    /** The settings, or {@code present} and one log line when one of them is wrong. */
    static CheckTimes of(DiscoverySettings settings, CheckTimes present) {
        try {
            int intervalMillis = settings.interval_millis();
            if (intervalMillis != 0) {
                expect("interval.millis", intervalMillis, 100, 60_000);
            }
            return new CheckTimes(intervalMillis, intervalMillis, settings.check_timeout_millis(),
                    settings.probe_timeout_millis(), settings.plugin_call_timeout_millis());
        } catch (RuntimeException wrong) {
            LOG.log(Level.ERROR, "event=config.rejected pid=org.mpath.discovery" + LogWords.reason(String.valueOf(wrong.getMessage())));
            return present;
        }
    }

    /** The same times, with the intervals of the configuration where none is set here. */
    CheckTimes following(int intervalSeconds, int intervalSecondsMax) {
        return intervalMillis > 0
                ? this
                : new CheckTimes(intervalSeconds * MILLIS_PER_SECOND,
                        Math.max(intervalSeconds, intervalSecondsMax) * MILLIS_PER_SECOND, checkTimeoutMillis, probeTimeoutMillis,
                        callTimeoutMillis);
    }

    long intervalNanos() {
        return intervalMillis * NANOS_PER_MILLI;
    }

    long intervalNanosMax() {
        return intervalMillisMax * NANOS_PER_MILLI;
    }

    long checkTimeoutNanos() {
        return checkTimeoutMillis * NANOS_PER_MILLI;
    }

    long probeTimeoutNanos() {
        return probeTimeoutMillis * NANOS_PER_MILLI;
    }

    private static void expect(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + min + " to " + max);
        }
    }
}
