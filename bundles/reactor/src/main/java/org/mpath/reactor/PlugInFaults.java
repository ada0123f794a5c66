package org.mpath.reactor;

import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;

/** Told which plug-ins misbehave at work. Reactor thread; does not wait. */
interface PlugInFaults {
    /** A handler is asked nothing more; I/O waits until another takes its place, or none. */
    void handler(String map, RegisteredType<HardwareHandlerFactory> type, String reason);

    /** A selector was replaced by the built-in choice. */
    void selector(String map, RegisteredType<PathSelectorFactory> type, String reason);

    /** A selector keeps a thread: no selector of its bundle is called any more on this reactor. */
    void selectorKept(String map, RegisteredType<PathSelectorFactory> type, String reason);
}
