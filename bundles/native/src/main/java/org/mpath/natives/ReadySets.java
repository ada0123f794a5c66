package org.mpath.natives;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Makes {@link ReadySet}s. A DS service. Any thread. */
@ProviderType
public interface ReadySets {
    /**
     * An empty set.
     *
     * @param filesMax how many files become ready in one turn at most; the others come with the next one. 1 to 4096
     * @throws IOException when the kernel has no descriptor left, or there is no room for a socket in the temporary folder
     */
    ReadySet open(int filesMax) throws IOException;
}
