package org.mpath.itests.framework;

/** The image in a process of its own. */
public class ForkedImageOptions extends ImageOptions {
    @Override
    public boolean forked() {
        return true;
    }
}
