package org.mpath.core;

import java.util.Collection;
import java.util.List;
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
            throw new IllegalArgumentException(
                    group.place().refusal("unknown path selector type", group.selector(), Place.known(known)));
        }
        try {
            return type.create(group.selectorArguments());
        } catch (IllegalArgumentException e) {
            // the selector's name, the count, then the arguments
            String why = group.place().plus(2).naming(e.getMessage(), group.selectorArguments());
            throw new IllegalArgumentException(
                    group.place().refusal("path selector constructor failed", group.selector(), ": " + why), e);
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
            SelectorCalls.add(selector, path, arguments);
        } catch (IllegalArgumentException e) {
            String why = spec.place().plus(1).naming(e.getMessage(), spec.arguments());
            throw new IllegalArgumentException(why + " for path " + spec.place().named(spec.name()), e);
        }
    }
}
