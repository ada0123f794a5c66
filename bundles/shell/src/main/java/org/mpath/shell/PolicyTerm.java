package org.mpath.shell;

import java.util.List;
import java.util.function.Function;
import org.mpath.api.map.MapPolicy;

/** The terms of a map's policy: their keys, their values, and what they mean in words. */
enum PolicyTerm {
    /** When an unknown write may be repeated. */
    FENCE("fence", "fence", policy -> StateWord.of(policy.fence()), policy -> policy.fence() == MapPolicy.Fence.STRICT
            ? "a write of unknown outcome is repeated only when its old nexus is proved dead"
            : "a write of unknown outcome is repeated at once: an old one may overwrite a newer one"),
    /** How long there may be no path. */
    NO_PATH_TIMEOUT("no_path_timeout", "no_path_timeout_millis", MapPolicy::noPathTimeoutMillis,
            policy -> orEver(policy.noPathTimeoutMillis(), "without a usable path I/O fails after ",
                    "without a usable path I/O waits for ever")),
    /** How many requests may wait. */
    QUEUED_TASKS_MAX("queued_tasks_max", "queued_tasks_max", MapPolicy::queuedTasksMax,
            policy -> "at most " + policy.queuedTasksMax() + " requests wait, more fail"),
    /** How many bytes may wait. */
    QUEUED_BYTES_MAX("queued_bytes_max", "queued_bytes_max", MapPolicy::queuedBytesMax,
            policy -> "at most " + Text.size(policy.queuedBytesMax()) + " of data wait, more fails"),
    /** How long a request may wait. */
    QUEUED_AGE("queued_age", "queued_age_millis", MapPolicy::queuedAgeMillis,
            policy -> orEver(policy.queuedAgeMillis(), "one request waits for a path at most ",
                    "one request waits for a path as long as the map does")),
    /** How long a request may be retried. */
    REQUEST_TIMEOUT("request_timeout", "request_timeout_millis", MapPolicy::requestTimeoutMillis,
            policy -> orEver(policy.requestTimeoutMillis(), "one request is retried on usable paths for at most ",
                    "one request is retried on usable paths for ever")),
    /** How often a request may be sent. */
    ATTEMPTS_MAX("attempts_max", "attempts_max", MapPolicy::attemptsMax,
            policy -> "one request is sent at most " + policy.attemptsMax() + " times");

    private final String key;
    private final String field;
    private final Function<MapPolicy, Object> value;
    private final Function<MapPolicy, String> meaning;

    PolicyTerm(String key, String field, Function<MapPolicy, Object> value, Function<MapPolicy, String> meaning) {
        this.key = key;
        this.field = field;
        this.value = value;
        this.meaning = meaning;
    }

    /** What people type for it. */
    String key() {
        return key;
    }

    /** Its field in JSON, with the unit. */
    String field() {
        return field;
    }

    /** Its value: a word or a number. */
    Object value(MapPolicy policy) {
        return value.apply(policy);
    }

    /** Its value as it is typed. */
    String text(MapPolicy policy) {
        return value(policy).toString();
    }

    /** What the value means, in words. */
    String meaning(MapPolicy policy) {
        return meaning.apply(policy);
    }

    /** A whole policy as it is typed. */
    static List<String> words(MapPolicy policy) {
        return List.of(policy.toString().split(" "));
    }

    private static String orEver(long millis, String bounded, String unbounded) {
        return millis == 0 ? unbounded : bounded + Age.of(millis);
    }
}
