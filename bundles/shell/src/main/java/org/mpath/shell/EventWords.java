package org.mpath.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mpath.api.map.MapEvent;

/** Events in words, for people who read what led to a state. Pure functions. */
final class EventWords {
    private static final Pattern GROUP = Pattern.compile("group (\\d{1,4})\\b");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private EventWords() {}

    /** The one word that says what kind of event it is. */
    static String topic(MapEvent.Kind kind) {
        return switch (kind) {
            case MAP_CREATED, MAP_REMOVED, MAP_RELOADED -> "table";
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
        String who = event.path().isEmpty() || event.path().equals(subject) ? "" : event.path() + " ";
        String what = who + what(event);
        if (event.reason().isEmpty()) {
            return what;
        }
        return what.isEmpty() ? event.reason() : what.strip() + ": " + event.reason();
    }

    private static String what(MapEvent event) {
        return switch (event.kind()) {
            case MAP_CREATED -> "map created";
            case MAP_REMOVED -> "map removed";
            case MAP_RELOADED -> "a new table is live";
            case MAP_NO_PATH -> "the last usable path went";
            case MAP_RECOVERED -> "a path is usable again";
            case PATH_FAILED -> event.reason().isEmpty() ? "it failed, nobody said why" : "";
            case PATH_REINSTATED -> "it is used again";
            case PATH_ADDED -> "it joined the map";
            case PATH_REMOVED -> "it left the map";
            case PATH_THROTTLED -> "it gets at most " + event.to() + " requests at a time";
            case HANDLER_CHANGED -> "the hardware handler is " + orNone(event.to()) + ", it was " + orNone(event.from());
            case SELECTOR_CHANGED -> "the path selector is " + orNone(event.to()) + ", it was " + orNone(event.from());
            case GROUP_SWITCHED -> "I/O goes to " + group(event);
            case GROUP_BYPASSED -> group(event) + " is bypassed";
            case GROUP_ENABLED -> group(event) + " is not bypassed any more";
            case ACTIVATION_STARTED -> "the activation of " + group(event) + " began";
            case ACTIVATION_ENDED -> "the activation of " + group(event) + " ended: " + event.to();
            case QUEUEING_CHANGED -> "without a usable path I/O " + (event.to().equals("on") ? "waits" : "fails");
            case MAP_SUSPENDED -> "all I/O is held";
            case MAP_RESUMED -> "I/O goes again";
            case POLICY_CHANGED -> "the policy changed";
            case FENCE_STARTED -> "writes of unknown outcome wait until the old nexus is proved dead";
            case FENCE_ENDED -> "writes of unknown outcome are "
                    + (event.to().equals("fenced") ? "fenced, and repeated" : "given up: their outcome stays unknown");
            case IO_INDETERMINATE -> "a request ended without a known outcome";
            case MAP_PROBED -> event.to() + " paths are usable";
        };
    }

    /** The number of the group an event is about; 0 when it names none. */
    static int groupNumber(MapEvent event) {
        for (String word : new String[] {event.to(), event.from()}) {
            if (NUMBER.matcher(word).matches()) {
                return Integer.parseInt(word);
            }
        }
        Matcher named = GROUP.matcher(event.reason());
        return named.find() ? Integer.parseInt(named.group(1)) : 0;
    }

    private static String group(MapEvent event) {
        int number = groupNumber(event);
        return number == 0 ? "a group" : "group " + number;
    }

    private static String orNone(String word) {
        return word.isEmpty() ? "none" : word;
    }
}
