package org.mpath.runtime.launcher;

/** How the runtime meets the outside. */
enum Mode {
    /** A prompt on the terminal; log records go to a file, never to the terminal. */
    INTERACTIVE,
    /** Runs the given commands and ends; standard output carries their output and nothing else. */
    CAPTIVE,
    /** No console; log records go to standard error. */
    DAEMON
}
