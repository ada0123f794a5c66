package org.mpath.core;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/** Makes the selector that a group of a table asks for and gives it its paths, or says in the kernel's words why not. */
public final class SelectorChoice {
    private SelectorChoice() {}

    /**
     * Makes the selector of a group.
     *
     * @param type the type the group names; null when there is none
     * @param known the names of the types there are
     * @throws IllegalArgumentException one sentence with the kernel's keyword, the word at fault and its position
     */
    public static PathSelector create(GroupSpec group, PathSelectorFactory type, Collection<String> known) {
        if (type == null) {
            throw new IllegalArgumentException(group.place().refusal("unknown path selector type", group.selector(),
                    known.isEmpty() ? ", none is known" : ", known are " + String.join(", ", new TreeSet<>(known))));
        }
        try {
            return type.create(group.selectorArguments());
        } catch (IllegalArgumentException e) {
            // the selector's name, the count, then the arguments
            Place first = group.place().plus(2);
            throw new IllegalArgumentException(group.place().refusal("path selector constructor failed", group.selector(),
                    ": " + placed(e.getMessage(), group.selectorArguments(), first)), e);
        }
    }

    /**
     * Adds a path to a selector.
     *
     * @param path its number
     * @param arguments the arguments of the path's spec, or others that were not read from a line
     * @throws IllegalArgumentException one sentence with the kernel's keyword, the word at fault and its position
     */
    public static void add(PathSelector selector, int path, PathSpec spec, List<String> arguments) {
        try {
            selector.add(path, arguments);
        } catch (IllegalArgumentException e) {
            String sentence = placed(e.getMessage(), spec.arguments(), spec.place().plus(1));
            throw new IllegalArgumentException(sentence + " for path " + spec.place().named(spec.name()), e);
        }
    }

    /** The sentence, with the position of the argument it quotes at its end. */
    private static String placed(String sentence, List<String> arguments, Place first) {
        for (int i = 0; i < arguments.size(); i++) {
            if (first.word() > 0 && sentence.contains("'" + arguments.get(i) + "'")) {
                return sentence + " (word " + first.plus(i).word() + ")";
            }
        }
        return sentence;
    }
}
