package org.mpath.checkers;

import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;

/** Sends nothing: a path whose link is up is up. */
final class LinkChecker implements PathChecker {
    private final String name;

    LinkChecker(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
        if (path.linkUp()) {
            listener.checked(CheckerState.UP, "");
        } else {
            listener.checked(CheckerState.DOWN, Answers.lost(path));
        }
    }
}
