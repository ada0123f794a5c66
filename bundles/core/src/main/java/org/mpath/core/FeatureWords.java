package org.mpath.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpath.api.map.TextForm;

/**
 * The feature words of a table (seed-systems 3.3): read in any order, repeats allowed, the last value counts; kept in the
 * kernel's order, and only what differs from the default.
 */
final class FeatureWords {
    static final String QUEUE_IF_NO_PATH = "queue_if_no_path";
    static final String RETAIN = "retain_attached_hw_handler";
    static final String RETRIES = "pg_init_retries";
    static final String DELAY = "pg_init_delay_msecs";
    static final String QUEUE_MODE = "queue_mode";
    static final String BIO = "bio";

    private static final String UNRECOGNISED = "Unrecognised multipath feature request";
    private static final int RETRIES_MAX = 50;
    private static final int DELAY_MILLIS_MAX = 60_000;

    private final TableWords words;
    private final List<String> known;
    private int left;
    private boolean queueing;
    private boolean retain;
    private int retries;
    private int delayMillis = -1;
    private boolean bio;

    private FeatureWords(TableWords words, int count, TextForm form) {
        this.words = words;
        this.left = count;
        this.known = known(form);
    }

    /** Most words of a form. */
    static int max(TextForm form) {
        return switch (form) {
            case LINUX_2005 -> 1;
            case LINUX_2007 -> 3;
            case TODAY -> 8;
        };
    }

    private static List<String> known(TextForm form) {
        return switch (form) {
            case LINUX_2005 -> List.of(QUEUE_IF_NO_PATH);
            case LINUX_2007 -> List.of(QUEUE_IF_NO_PATH, RETRIES);
            case TODAY -> List.of(QUEUE_IF_NO_PATH, RETAIN, RETRIES, DELAY, QUEUE_MODE);
        };
    }

    /** Reads the count and the words it announces. */
    static List<String> read(TableWords words, TextForm form) {
        String keyword = "invalid number of feature args";
        int count = words.number(keyword, 0, max(form));
        if (count > words.left()) {
            throw words.refusal(keyword, " announces " + count + " words, only " + words.left() + " follow");
        }
        FeatureWords features = new FeatureWords(words, count, form);
        while (features.left > 0) {
            features.one();
        }
        return features.inOrder();
    }

    /** Those of a form, from words in order. */
    static List<String> of(TextForm form, List<String> features) {
        List<String> kept = new ArrayList<>();
        List<String> known = known(form);
        for (int i = 0; i < features.size(); i++) {
            boolean valued = valued(features.get(i));
            if (known.contains(features.get(i))) {
                kept.addAll(features.subList(i, i + (valued ? 2 : 1)));
            }
            i += valued ? 1 : 0;
        }
        return kept;
    }

    private static boolean valued(String feature) {
        return feature.equals(RETRIES) || feature.equals(DELAY) || feature.equals(QUEUE_MODE);
    }

    private void one() {
        String feature = word();
        if (!known.contains(feature)) {
            throw words.refusal(UNRECOGNISED, ", known are " + String.join(", ", known));
        }
        if (valued(feature) && left == 0) {
            throw words.refusal(UNRECOGNISED, " needs a value, and the count of feature words ends with it");
        }
        switch (feature) {
            case QUEUE_IF_NO_PATH -> queueing = true;
            case RETAIN -> retain = true;
            case RETRIES -> retries = value(RETRIES, 1, RETRIES_MAX);
            case DELAY -> delayMillis = value(DELAY, 0, DELAY_MILLIS_MAX);
            default -> bio = bioMode();
        }
    }

    private String word() {
        left--;
        return words.take(1).get(0).toLowerCase(Locale.ROOT);
    }

    private int value(String feature, int min, int max) {
        int value = words.decimal(word());
        if (value < min || value > max) {
            throw words.refusal(feature + " must be between " + min + " and " + max, " is not");
        }
        return value;
    }

    /** Whether the mode is bio; rq and mq are one today. */
    private boolean bioMode() {
        String mode = word();
        if (!List.of(BIO, "rq", "mq").contains(mode)) {
            throw words.refusal("Unknown 'queue_mode' requested", ", known are bio, rq and mq");
        }
        return mode.equals(BIO);
    }

    private List<String> inOrder() {
        List<String> features = new ArrayList<>();
        if (queueing) {
            features.add(QUEUE_IF_NO_PATH);
        }
        if (retries > 0) {
            features.addAll(List.of(RETRIES, Integer.toString(retries)));
        }
        if (delayMillis >= 0) {
            features.addAll(List.of(DELAY, Integer.toString(delayMillis)));
        }
        if (retain || bio) {
            features.add(RETAIN);
        }
        if (bio) {
            features.addAll(List.of(QUEUE_MODE, BIO));
        }
        return List.copyOf(features);
    }
}
