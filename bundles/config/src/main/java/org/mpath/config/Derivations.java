package org.mpath.config;

import java.util.Optional;

/** Values that follow from others where nobody sets them. */
final class Derivations {
    /** {@code max_polling_interval} is so many times {@code polling_interval}. */
    private static final int DOUBLED = 4;
    /** The largest value of {@code dev_loss_tmo}. */
    private static final long SECONDS_MAX = 4_294_967_295L;

    private Derivations() {}

    /** A value of {@code defaults}, its default, or what follows for it from another. */
    static Setting global(String keyword, Configuration configuration) {
        Setting plain = configuration.fallback(keyword);
        boolean set = !(plain.origin() instanceof Origin.BuiltIn);
        return switch (keyword) {
            case "polling_interval" -> set ? plain : configuration.defaults().get("max_polling_interval")
                    .map(longest -> derived(keyword, Math.max(1, number(longest) / DOUBLED), longest)).orElse(plain);
            case "max_polling_interval" -> set ? plain : configuration.defaults().get("polling_interval")
                    .map(interval -> derived(keyword, bounded(DOUBLED * number(interval)), interval)).orElse(plain);
            default -> plain;
        };
    }

    /** What follows for a keyword of a path from its other settings. */
    static Optional<Setting> forPath(Setting plain, EffectiveSettings settings) {
        return switch (plain.keyword()) {
            case "polling_interval", "max_polling_interval" -> plain.origin() instanceof Origin.BuiltIn
                    ? Optional.of(global(plain.keyword(), settings.configuration())) : Optional.empty();
            case "no_path_retry" -> queueByFeature(plain, settings);
            case "dev_loss_tmo" -> longerThanQueueing(plain, settings);
            case "san_path_err_threshold", "san_path_err_forget_rate", "san_path_err_recovery_time" -> fromDelay(plain, settings);
            default -> Optional.empty();
        };
    }

    /** {@code queue_if_no_path} counts where {@code no_path_retry} is not set. */
    private static Optional<Setting> queueByFeature(Setting plain, EffectiveSettings settings) {
        Setting features = settings.candidates("features").get(0);
        boolean queues = plain.origin() instanceof Origin.BuiltIn && Features.contains(features.value(), "queue_if_no_path");
        return queues ? Optional.of(new Setting(plain.keyword(), "queue", new Origin.Derived("features", features.origin())))
                : Optional.empty();
    }

    /** While requests wait for a lost path it is not removed: that would be the end of their waiting. */
    private static Optional<Setting> longerThanQueueing(Setting plain, EffectiveSettings settings) {
        Setting retry = settings.get("no_path_retry");
        boolean limited = !plain.value().isEmpty() && !plain.value().equals("infinity");
        if (!limited || retry.value().isEmpty() || retry.value().equals("fail")) {
            return Optional.empty();
        }
        Origin origin = new Origin.Derived(retry.keyword(), retry.origin());
        if (retry.value().equals("queue")) {
            return Optional.of(new Setting(plain.keyword(), "infinity", origin));
        }
        long waitSeconds = number(retry) * number(settings.configuration().global("polling_interval"));
        return number(plain) > waitSeconds ? Optional.empty()
                : Optional.of(new Setting(plain.keyword(), String.valueOf(Math.min(SECONDS_MAX, waitSeconds + 1)), origin));
    }

    /** The old words for shaky paths, where none of the new ones is set. */
    private static Optional<Setting> fromDelay(Setting plain, EffectiveSettings settings) {
        Setting watch = settings.candidates("delay_watch_checks").get(0);
        Setting wait = settings.candidates("delay_wait_checks").get(0);
        boolean old = !watch.value().equals("no") && !wait.value().equals("no");
        if (!old || setsShakyPaths(settings)) {
            return Optional.empty();
        }
        return Optional.of(switch (plain.keyword()) {
            case "san_path_err_threshold" -> derived(plain.keyword(), 1, watch);
            case "san_path_err_forget_rate" -> derived(plain.keyword(), number(watch), watch);
            default -> derived(plain.keyword(), bounded(number(wait) * longestInterval(settings)), wait);
        });
    }

    private static boolean setsShakyPaths(EffectiveSettings settings) {
        return isSet(settings, "san_path_err_threshold") || isSet(settings, "san_path_err_forget_rate")
                || isSet(settings, "san_path_err_recovery_time");
    }

    private static boolean isSet(EffectiveSettings settings, String keyword) {
        return !settings.candidates(keyword).get(0).value().equals("no");
    }

    private static long longestInterval(EffectiveSettings settings) {
        return number(settings.configuration().global("max_polling_interval"));
    }

    /** The largest value that these keywords take; the factors have 31 bits each. */
    private static long bounded(long value) {
        return Math.min(Integer.MAX_VALUE, value);
    }

    private static long number(Setting setting) {
        return Long.parseLong(setting.value());
    }

    private static Setting derived(String keyword, long value, Setting from) {
        return new Setting(keyword, String.valueOf(value), new Origin.Derived(from.keyword(), from.origin()));
    }
}
