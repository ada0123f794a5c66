package org.mpath.checkers;

import org.mpath.api.inventory.CheckerState;

/** What a checker said. */
record Told(CheckerState state, String message) {}
