package org.mpath.shell;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Moments for people, in local time.
 *
 * @param zone where people are
 * @param nowMillis now, milliseconds since 1970
 */
record Times(ZoneId zone, long nowMillis) {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** The times of here and now. */
    static Times now() {
        return new Times(ZoneId.systemDefault(), System.currentTimeMillis());
    }

    /** Date and time. */
    String full(long millis) {
        return FULL.format(at(millis));
    }

    /** The time, with the date when it is not today's. */
    String brief(long millis) {
        boolean today = at(millis).toLocalDate().equals(at(nowMillis).toLocalDate());
        return (today ? TODAY : FULL).format(at(millis));
    }

    /** How long ago: {@code 2 min 5 s ago}. */
    String ago(long millis) {
        return Age.of(Math.max(0, nowMillis - millis)) + " ago";
    }

    private ZonedDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone);
    }
}
