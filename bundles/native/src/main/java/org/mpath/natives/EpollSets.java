package org.mpath.natives;

import java.io.IOException;
import org.osgi.service.component.annotations.Component;

/** Makes sets that are the kernel's {@code epoll(7)}. */
@Component
public final class EpollSets implements ReadySets {
    private static final int FILES_MAX = 4096;

    @Override
    public ReadySet open(int filesMax) throws IOException {
        if (filesMax < 1 || filesMax > FILES_MAX) {
            throw new IllegalArgumentException(filesMax + " files at a time; 1 to " + FILES_MAX + " can be");
        }
        return new EpollSet(filesMax);
    }
}
