package org.mpath.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What holds for one path, typed: {@link EffectiveSettings} read once. What belongs to a map is taken from its first path.
 * A number that is 0 where nothing else is said is not set. Immutable.
 *
 * @param identity who the unit is
 * @param name how its map is called
 * @param looking how the path is checked and ranked
 * @param grouping groups and the way back to the best one
 * @param table words of the table
 * @param queueing what requests do while no path works
 * @param shaky when a path that fails now and then is left out
 * @param lifeCycle when maps and paths come and go
 * @param transport how patient the path's transport is
 * @param reservation which key is registered for persistent reservations
 */
public record PathSettings(
        Identity identity,
        Name name,
        Looking looking,
        Grouping grouping,
        Table table,
        Queueing queueing,
        Shaky shaky,
        LifeCycle lifeCycle,
        Transport transport,
        Reservation reservation) {

    /**
     * Who the unit is.
     *
     * @param attribute which designator names the unit: {@code uid_attribute}
     * @param vendorPage vendor specific VPD page to read: {@code vpd_vendor}; empty for none
     */
    public record Identity(String attribute, String vendorPage) {}

    /**
     * How the map is called.
     *
     * @param alias its name; empty when none is given
     * @param friendly whether a name is made of the prefix and letters; else the WWID is the name
     * @param prefix begin of names that are made
     */
    public record Name(String alias, boolean friendly, String prefix) {}

    /**
     * How a path is checked and ranked.
     *
     * @param checker name of the checker
     * @param prioritizer name of the prioritizer
     * @param arguments of the prioritizer
     * @param timeoutSeconds how long a command of theirs may take; 0: as the runtime has it
     * @param recheck whether what the unit is called is read again with every good check: {@code recheck_wwid}
     */
    public record Looking(
            String checker, String prioritizer, List<String> arguments, int timeoutSeconds, boolean recheck) {}

    /** When I/O returns to a better group. */
    public enum FailbackKind {
        /** Never by itself. */
        MANUAL,
        /** Whenever the best group is another one. */
        IMMEDIATE,
        /** Only when the first path of the best group comes up. */
        FOLLOWOVER,
        /** So many seconds after that. */
        DEFERRED
    }

    /**
     * Groups and the way back to the best one.
     *
     * @param failbackSeconds of {@link FailbackKind#DEFERRED}, else 0
     */
    public record Grouping(GroupingPolicy policy, FailbackKind failback, int failbackSeconds) {}

    /**
     * Words of the table.
     *
     * @param selector name and arguments, without their count
     * @param features words beside {@code queue_if_no_path}, without their count
     * @param handler name of the hardware handler and its arguments; empty when the plug-in that claims the unit decides,
     *     {@code 0} alone for none
     * @param requests requests on a path before the next path is taken: {@code rr_min_io_rq}
     * @param byPriority whether that is multiplied by the priority: {@code rr_weight priorities}
     * @param sectorsMaxKib largest request, in KiB; 0: what the paths report
     */
    public record Table(
            List<String> selector, List<String> features, List<String> handler, int requests, boolean byPriority, int sectorsMaxKib) {}

    /** What requests do while no path works. */
    public enum NoPath {
        /** As the runtime has it: nobody said anything. */
        UNSET,
        /** Fail at once. */
        FAIL,
        /** Wait for ever. */
        QUEUE,
        /** Wait so many checks. */
        CHECKS
    }

    /** Whether requests still wait when the last path was deleted. */
    public enum FlushOnLastDelete {
        /** They fail. */
        ALWAYS,
        /** They fail when nobody uses the map. */
        UNUSED,
        /** They wait. */
        NEVER
    }

    /**
     * What requests do while no path works.
     *
     * @param checks of {@link NoPath#CHECKS}, else 0
     */
    public record Queueing(NoPath noPath, int checks, FlushOnLastDelete flush) {}

    /**
     * When a path that fails now and then is left out; a mechanism is off while one of its numbers is 0.
     *
     * @param threshold failures until a path is left out: {@code san_path_err_threshold}
     * @param forgetRate good checks that make one failure forgotten
     * @param recoverySeconds how long it is left out
     * @param sampleSeconds how long errors of a suspected path are counted: {@code marginal_path_err_sample_time}
     * @param ratePerMille errors that make it marginal
     * @param recheckGapSeconds how long it is marginal until it is counted again
     * @param doubleFailedSeconds two failures within it make a path suspected
     */
    public record Shaky(
            int threshold,
            int forgetRate,
            int recoverySeconds,
            int sampleSeconds,
            int ratePerMille,
            int recheckGapSeconds,
            int doubleFailedSeconds) {}

    /**
     * When maps and paths come and go.
     *
     * @param ghostDelaySeconds how long a map waits while it has passive paths only; 0: not
     * @param deferredRemove whether a map in use is removed once it is no longer used
     * @param purgeDisconnected whether paths whose unit the target has removed go at once
     */
    public record LifeCycle(int ghostDelaySeconds, boolean deferredRemove, boolean purgeDisconnected) {}

    /**
     * How patient the path's transport is.
     *
     * @param fastFailSeconds how long requests of a lost connection are held; -1: until the path is removed ({@code off});
     *     empty: not at all, for no file says it
     * @param lossSeconds how long a lost path is kept; -1: for ever ({@code infinity}); empty: as the transport has it
     */
    public record Transport(OptionalInt fastFailSeconds, OptionalInt lossSeconds) {}

    /**
     * Which key is registered for persistent reservations.
     *
     * @param key the key; null when none is set, or the file of keys has it
     * @param filed whether the file of keys has it: {@code reservation_key file}
     * @param allTargetPorts whether it is registered for all target ports at once: {@code all_tg_pt}
     */
    public record Reservation(ReservationKey key, boolean filed, boolean allTargetPorts) {}

    /** Reads what holds for a path. */
    public static PathSettings of(EffectiveSettings all) {
        return new PathSettings(
                new Identity(all.value("uid_attribute"), all.value("vpd_vendor")),
                new Name(all.value("alias"), yes(all, "user_friendly_names"), all.value("alias_prefix")),
                new Looking(all.value("path_checker"), all.value("prio"), TextRules.words(all.value("prio_args")),
                        number(all, "checker_timeout"), yes(all, "recheck_wwid")),
                grouping(all),
                table(all),
                queueing(all),
                new Shaky(number(all, "san_path_err_threshold"), number(all, "san_path_err_forget_rate"),
                        number(all, "san_path_err_recovery_time"), number(all, "marginal_path_err_sample_time"),
                        number(all, "marginal_path_err_rate_threshold"), number(all, "marginal_path_err_recheck_gap_time"),
                        number(all, "marginal_path_double_failed_time")),
                new LifeCycle(number(all, "ghost_delay"), yes(all, "deferred_remove"), yes(all, "purge_disconnected")),
                transport(all),
                reservation(all));
    }

    private static Reservation reservation(EffectiveSettings all) {
        String key = all.value("reservation_key");
        boolean filed = key.equals(ReservationKey.IN_FILE);
        return new Reservation(filed || key.isEmpty() ? null : ReservationKey.parse(key), filed, yes(all, "all_tg_pt"));
    }

    private static Grouping grouping(EffectiveSettings all) {
        String failback = all.value("failback");
        boolean deferred = isNumber(failback);
        return new Grouping(
                GroupingPolicy.valueOf(upper(all.value("path_grouping_policy"))),
                deferred ? FailbackKind.DEFERRED : FailbackKind.valueOf(upper(failback)),
                deferred ? Integer.parseInt(failback) : 0);
    }

    private static Table table(EffectiveSettings all) {
        List<String> selector = TextRules.words(all.value("path_selector"));
        List<String> features = TextRules.words(all.value("features"));
        List<String> handler = TextRules.words(all.value("hardware_handler"));
        return new Table(
                withoutWord(selector, 1),
                withoutWord(features, 0).stream().filter(word -> !word.equals("queue_if_no_path")).toList(),
                handler.equals(List.of("0")) ? handler : withoutWord(handler, 0),
                Math.max(1, number(all, "rr_min_io_rq")),
                all.value("rr_weight").equals("priorities"),
                number(all, "max_sectors_kb"));
    }

    private static Queueing queueing(EffectiveSettings all) {
        String retry = all.value("no_path_retry");
        int checks = isNumber(retry) ? Integer.parseInt(retry) : 0;
        NoPath noPath = retry.isEmpty() ? NoPath.UNSET : checks > 0 ? NoPath.CHECKS : NoPath.valueOf(upper(retry));
        return new Queueing(noPath, checks, FlushOnLastDelete.valueOf(upper(all.value("flush_on_last_del"))));
    }

    private static Transport transport(EffectiveSettings all) {
        Setting fast = all.get("fast_io_fail_tmo");
        // the rows that are built in have it to shorten a wait of the kernel's: here nothing waits unless somebody wants it
        boolean builtIn = fast.origin() instanceof Origin.TableRow || fast.origin() instanceof Origin.BuiltIn;
        return new Transport(seconds(builtIn ? "" : fast.value()), seconds(all.value("dev_loss_tmo")));
    }

    /** Empty when nobody says anything, -1 for a word that means for ever. */
    private static OptionalInt seconds(String value) {
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(isNumber(value) ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(value)) : -1);
    }

    private static List<String> withoutWord(List<String> words, int place) {
        List<String> kept = new ArrayList<>(words);
        if (place < words.size()) {
            kept.remove(place);
        }
        return List.copyOf(kept);
    }

    private static boolean yes(EffectiveSettings all, String keyword) {
        return all.value(keyword).equals("yes");
    }

    /** 0 for words such as {@code no}. */
    private static int number(EffectiveSettings all, String keyword) {
        String value = all.value(keyword);
        return isNumber(value) ? Integer.parseInt(value) : 0;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.chars().allMatch(Character::isDigit);
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
