package org.mpath.core;

import java.util.Locale;

/** The messages of device-mapper's multipath target (seed-systems 3.9), refused as the kernel refuses them. */
final class Messages {
    private final MapEngine engine;

    Messages(MapEngine engine) {
        this.engine = engine;
    }

    /** @throws IllegalArgumentException with the kernel's words and the word at fault */
    void carryOut(String message, long nowNanos) {
        String trimmed = message.trim();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("Empty message received");
        }
        String[] words = trimmed.split("\\s+");
        String verb = words[0].toLowerCase(Locale.ROOT);
        if (words.length == 1 && verb.equals("queue_if_no_path")) {
            engine.queueIfNoPath(true, nowNanos);
        } else if (words.length == 1 && verb.equals("fail_if_no_path")) {
            engine.queueIfNoPath(false, nowNanos);
        } else if (words.length != 2) {
            throw new IllegalArgumentException("Invalid multipath message arguments. Expected 2 arguments, got "
                    + words.length + ": '" + trimmed + "'");
        } else {
            withArgument(verb, words[0], words[1], nowNanos);
        }
    }

    private void withArgument(String verb, String typed, String argument, long nowNanos) {
        switch (verb) {
            case "disable_group" -> engine.states.bypass(group(argument, "bypass_pg"), true, "by message");
            case "enable_group" -> engine.states.bypass(group(argument, "bypass_pg"), false, "by message");
            case "switch_group" -> engine.states.switchGroup(group(argument, "switch_pg_num").number);
            case "fail_path" -> known(argument, engine.failPath(argument, "failed by message", nowNanos));
            case "reinstate_path" -> known(argument, engine.reinstatePath(argument, nowNanos));
            default -> throw new IllegalArgumentException("Unrecognised multipath message received: '" + typed
                    + "'; queue_if_no_path, fail_if_no_path, disable_group, enable_group, switch_group, fail_path and"
                    + " reinstate_path are known");
        }
    }

    private EngineGroup group(String word, String kernelName) {
        EngineGroup group = word.matches("0*[0-9]{1,9}") ? engine.paths.group(Integer.parseInt(word)) : null;
        if (group == null) {
            throw new IllegalArgumentException("invalid PG number supplied to " + kernelName + ": '" + word
                    + "', the map has groups 1 to " + engine.paths.groups().size());
        }
        return group;
    }

    private static void known(String path, boolean found) {
        if (!found) {
            throw new IllegalArgumentException("no path '" + path + "' in the map");
        }
    }
}
