package org.mpath.core;

/**
 * What plug-in code threw. Everything is survived, whatever it says of the plug-in: classes that are gone with its bundle, a
 * recursion without end. But not when the virtual machine itself is at its end.
 */
public final class Thrown {
    private Thrown() {}

    /** Throws on what nobody can go on after, such as {@link OutOfMemoryError}. */
    public static void passFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
