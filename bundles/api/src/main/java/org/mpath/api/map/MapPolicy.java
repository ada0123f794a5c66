package org.mpath.api.map;

import java.util.Locale;

/**
 * What a map does beyond its table: bounds of waiting, of retrying, and how sure it is before it repeats a write.
 *
 * @param fence when a write of unknown outcome may be sent elsewhere
 * @param noPathTimeoutMillis how long the map holds I/O without a usable path before it fails all of it; 0 holds for ever
 * @param queuedTasksMax most requests that wait
 * @param queuedBytesMax most bytes of data that wait
 * @param queuedAgeMillis longest that one request waits for a path; 0 for ever
 * @param requestTimeoutMillis longest that one request is retried while paths are usable, without the time it waited for
 *     a path; 0 for ever
 * @param attemptsMax how often one request may be sent
 */
public record MapPolicy(
        Fence fence,
        long noPathTimeoutMillis,
        int queuedTasksMax,
        long queuedBytesMax,
        long queuedAgeMillis,
        long requestTimeoutMillis,
        int attemptsMax) {
    /** When a write of unknown outcome may be sent again elsewhere. */
    public enum Fence {
        /**
         * When the unit or its nexus proved that it will not run any more: abort answered, LOGICAL UNIT RESET answered, or
         * a new session in place of the old one.
         */
        STRICT,
        /**
         * At once. Only for arrays that end a command when its connection ends; otherwise an old write may overwrite a
         * newer one.
         */
        FAST
    }

    /** Strict; 30 s without a path; 65,536 requests or 256 MiB waiting, for ever; 120 s and 64 attempts of a request. */
    public static final MapPolicy DEFAULT =
            new MapPolicy(Fence.STRICT, 30_000, 65_536, 256L << 20, 0, 120_000, 64);

    /** @throws IllegalArgumentException naming the value that is out of range */
    public MapPolicy {
        within("no_path_timeout", noPathTimeoutMillis, 0, 86_400_000);
        within("queued_tasks_max", queuedTasksMax, 1, 1 << 20);
        within("queued_bytes_max", queuedBytesMax, 1, 1L << 40);
        within("queued_age", queuedAgeMillis, 0, 86_400_000);
        within("request_timeout", requestTimeoutMillis, 0, 86_400_000);
        within("attempts_max", attemptsMax, 1, 10_000);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be between " + min + " and " + max + ", not " + value);
        }
    }

    /**
     * The same policy with one value changed.
     *
     * @param key {@code fence}, {@code no_path_timeout}, {@code queued_tasks_max}, {@code queued_bytes_max},
     *     {@code queued_age}, {@code request_timeout} or {@code attempts_max}; times in milliseconds
     * @throws IllegalArgumentException naming the key or value that is wrong
     */
    public MapPolicy with(String key, String value) {
        return switch (key) {
            case "fence" -> new MapPolicy(fence(value), noPathTimeoutMillis, queuedTasksMax, queuedBytesMax,
                    queuedAgeMillis, requestTimeoutMillis, attemptsMax);
            case "no_path_timeout" -> new MapPolicy(fence, number(key, value), queuedTasksMax, queuedBytesMax,
                    queuedAgeMillis, requestTimeoutMillis, attemptsMax);
            case "queued_tasks_max" -> new MapPolicy(fence, noPathTimeoutMillis, (int) number(key, value), queuedBytesMax,
                    queuedAgeMillis, requestTimeoutMillis, attemptsMax);
            case "queued_bytes_max" -> new MapPolicy(fence, noPathTimeoutMillis, queuedTasksMax, number(key, value),
                    queuedAgeMillis, requestTimeoutMillis, attemptsMax);
            case "queued_age" -> new MapPolicy(fence, noPathTimeoutMillis, queuedTasksMax, queuedBytesMax,
                    number(key, value), requestTimeoutMillis, attemptsMax);
            case "request_timeout" -> new MapPolicy(fence, noPathTimeoutMillis, queuedTasksMax, queuedBytesMax,
                    queuedAgeMillis, number(key, value), attemptsMax);
            case "attempts_max" -> new MapPolicy(fence, noPathTimeoutMillis, queuedTasksMax, queuedBytesMax,
                    queuedAgeMillis, requestTimeoutMillis, (int) number(key, value));
            default -> throw new IllegalArgumentException("unknown policy '" + key + "': fence, no_path_timeout,"
                    + " queued_tasks_max, queued_bytes_max, queued_age, request_timeout and attempts_max are known");
        };
    }

    /** {@code KEY=VALUE}, each as {@link #with} takes it, blank separated. */
    @Override
    public String toString() {
        return "fence=" + fence.name().toLowerCase(Locale.ROOT) + " no_path_timeout=" + noPathTimeoutMillis
                + " queued_tasks_max=" + queuedTasksMax + " queued_bytes_max=" + queuedBytesMax
                + " queued_age=" + queuedAgeMillis + " request_timeout=" + requestTimeoutMillis
                + " attempts_max=" + attemptsMax;
    }

    private static Fence fence(String word) {
        for (Fence fence : Fence.values()) {
            if (fence.name().equalsIgnoreCase(word)) {
                return fence;
            }
        }
        throw new IllegalArgumentException("fence must be strict or fast, not '" + word + "'");
    }

    private static long number(String key, String value) {
        if (!value.matches("[0-9]{1,9}") && !(value.matches("[0-9]{1,13}") && key.equals("queued_bytes_max"))) {
            throw new IllegalArgumentException(key + " must be a number, not '" + value + "'");
        }
        return Long.parseLong(value);
    }
}
