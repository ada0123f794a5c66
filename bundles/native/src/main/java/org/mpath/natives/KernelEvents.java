package org.mpath.natives;

import org.osgi.annotation.versioning.ProviderType;

/** The kernel's messages about devices that come, go and change. A DS service. Any thread. */
@ProviderType
public interface KernelEvents {
    /**
     * Listens from now on.
     *
     * @throws NativeException when that is not allowed here
     */
    EventSocket open() throws NativeException;
}
