package org.mpath.itests.framework;

import java.util.concurrent.CompletableFuture;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;

/** Tells when a path appears. */
record FirstPath(String name, CompletableFuture<Void> appeared) implements TransportListener {
    @Override
    public void pathAppeared(PathDevice path) {
        if (path.name().equals(name)) {
            appeared.complete(null);
        }
    }

    @Override
    public void pathGone(PathDevice path, String reason) {}

    @Override
    public void settledChanged(Transport transport) {}
}
