package org.mpath.shell;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mpath.api.map.MapEvent;

/** Events in words, for people who read what led to a state. Pure functions. */
final class EventWords {
    /** State of a path that is not throttled any more. */
    static final String UNBOUNDED = "unbounded";

    private static final Pattern GROUP = Pattern.compile("group (\\d{1,4})\\b");

    private EventWords() {}

    /** The one word that says what kind of event it is. */
    static String topic(MapEvent.Kind kind) {
        return switch (kind) {
            case MAP_CREATED, MAP_REMOVED, MAP_RELOADED -> "table";
            case MAP_RESIZED, CAPACITY_CHANGED -> "size";
            case UNITS_CHANGED -> "units";
            case MAP_NO_PATH -> "no path";
            case MAP_RECOVERED -> "recovered";
            case PATH_FAILED -> "failed";
            case PATH_REINSTATED -> "reinstated";
            case PATH_ADDED -> "added";
            case PATH_REMOVED -> "removed";
            case HANDLER_CHANGED -> "handler";
            case SELECTOR_CHANGED -> "selector";
            case GROUP_SWITCHED -> "switched";
            case GROUP_BYPASSED -> "bypassed";
            case GROUP_ENABLED -> "enabled";
            case ACTIVATION_STARTED, ACTIVATION_ENDED -> "activation";
            case QUEUEING_CHANGED -> "queueing";
            case MAP_SUSPENDED -> "suspended";
            case MAP_RESUMED -> "resumed";
            case POLICY_CHANGED -> "policy";
            case FENCE_STARTED, FENCE_ENDED -> "fence";
            case IO_INDETERMINATE -> "unknown";
            case PATH_THROTTLED -> "throttled";
            case MAP_PROBED -> "probed";
        };
    }

    /**
     * One sentence about an event.
     *
     * @param subject the path people ask about, which need not be named again; empty for none
     */
    static String sentence(MapEvent event, String subject) {
        boolean named = !event.path().isEmpty() && !event.path().equals(subject);
        String what = what(event, named ? event.path() : "it", named ? " on " + event.path() : "");
        if (event.reason().isEmpty() || what.contains(event.reason())) {
            return what;
        }
        return what.equals("it") ? event.reason() : what + ": " + event.reason();
    }

    /**
     * What happened, without why.
     *
     * @param who the path, or {@code it}
     * @param where on which path, or nothing
     */
    private static String what(MapEvent event, String who, String where) {
        return switch (event.kind()) {
            case MAP_CREATED -> "map created";
            case MAP_REMOVED -> "map removed";
            case MAP_RELOADED -> "a new table is live";
            case MAP_RESIZED -> "the map has another size: " + change(event.from(), event.to()) + " bytes";
            case CAPACITY_CHANGED -> "the unit has another size" + where;
            case UNITS_CHANGED -> "units came or went at the target" + where;
            case MAP_NO_PATH -> "the last usable path went";
            case MAP_RECOVERED -> "a path is usable again";
            case PATH_FAILED -> event.reason().isEmpty() ? who + " failed, nobody said why" : who;
            case PATH_REINSTATED -> who + " is used again";
            case PATH_ADDED -> who + " joined the map";
            case PATH_REMOVED -> who + " left the map";
            case PATH_THROTTLED -> who + (event.to().equals(UNBOUNDED)
                    ? " gets as many requests as there are"
                    : " gets at most " + event.to() + (event.to().equals("1") ? " request" : " requests") + " at a time");
            case HANDLER_CHANGED -> "the hardware handler is " + change(orNone(event.from()), orNone(event.to()));
            case SELECTOR_CHANGED -> "the path selector is " + change(orNone(event.from()), orNone(event.to()));
            case GROUP_SWITCHED -> "I/O goes to " + group(event)
                    + (event.from().isEmpty() ? "" : event.from().equals(event.to()) ? ", as before" : ", before to " + event.from());
            case GROUP_BYPASSED -> group(event) + " is bypassed";
            case GROUP_ENABLED -> group(event) + " is not bypassed any more";
            case ACTIVATION_STARTED -> "the activation of " + group(event) + " began";
            case ACTIVATION_ENDED -> "the activation of " + group(event) + " ended: " + event.to();
            case QUEUEING_CHANGED -> "without a usable path I/O " + (event.to().equals("on") ? "waits" : "fails");
            case MAP_SUSPENDED -> "all I/O is held";
            case MAP_RESUMED -> "I/O goes again";
            case POLICY_CHANGED -> "the policy changed" + changes(event);
            case FENCE_STARTED -> "writes of unknown outcome" + where + " wait until the old nexus is proved dead";
            case FENCE_ENDED -> "writes of unknown outcome" + where + " are "
                    + (event.to().equals("fenced") ? "fenced, and repeated" : "given up: their outcome stays unknown");
            case IO_INDETERMINATE -> "a request" + where + " ended without a known outcome";
            case MAP_PROBED -> event.to() + " paths are usable";
        };
    }

    /** The state after an event, in a word or two. */
    static String state(MapEvent event) {
        return event.kind() == MapEvent.Kind.POLICY_CHANGED ? "changed" : event.to();
    }

    /** Why, in a listing that has a column for the state. */
    static String reason(MapEvent event) {
        return event.kind() == MapEvent.Kind.POLICY_CHANGED ? sentence(event, "") : event.reason();
    }

    /** The number of the group an event is about; 0 when it names none. */
    static int groupNumber(MapEvent event) {
        Matcher named = GROUP.matcher(event.to() + " " + event.reason());
        return named.find() ? Integer.parseInt(named.group(1)) : 0;
    }

    /** The terms of a policy that are not as they were. */
    private static String changes(MapEvent event) {
        List<String> before = List.of(event.from().split(" "));
        String changed = Arrays.stream(event.to().split(" "))
                .filter(term -> !before.contains(term))
                .collect(Collectors.joining(", "));
        return changed.isEmpty() ? "" : " to " + changed;
    }

    private static String group(MapEvent event) {
        int number = groupNumber(event);
        return number == 0 ? "a group" : "group " + number;
    }

    private static String change(String from, String to) {
        return to + (from.equals(to) ? ", as before" : ", it was " + from);
    }

    private static String orNone(String word) {
        return word.isEmpty() ? "none" : word;
    }
}
