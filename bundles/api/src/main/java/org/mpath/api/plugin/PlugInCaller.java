package org.mpath.api.plugin;

/** Calls code of a plug-in on behalf of those who do not know that it is one: what it throws goes no further. */
@FunctionalInterface
public interface PlugInCaller {
    /** Runs a call of the plug-in; does not throw. */
    void run(Runnable call);
}
