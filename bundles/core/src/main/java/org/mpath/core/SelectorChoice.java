package org.mpath.core;

import java.util.Collection;
import java.util.TreeSet;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable.GroupSpec;

/** Makes the selector that a group of a table asks for, or says in the kernel's words why not. */
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
            throw new IllegalArgumentException(group.place().refusal("path selector constructor failed", group.selector(),
                    " with '" + String.join(" ", group.selectorArguments()) + "': " + e.getMessage()), e);
        }
    }
}
