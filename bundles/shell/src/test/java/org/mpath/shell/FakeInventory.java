package org.mpath.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;

/** A discovery with given paths. */
final class FakeInventory implements Inventory {
    List<DiscoveredPath> paths = Sample.discovered();
    boolean settled = true;
    int rescans;
    final List<String> marginal = new ArrayList<>();

    @Override
    public List<DiscoveredPath> paths() {
        return List.copyOf(paths);
    }

    @Override
    public boolean settled() {
        return settled;
    }

    @Override
    public boolean awaitSettled(Duration limit) {
        return settled;
    }

    @Override
    public void rescan() {
        rescans++;
    }

    @Override
    public void setMarginal(String path, boolean set) {
        if (set) {
            marginal.add(path);
        } else {
            marginal.remove(path);
        }
    }
}
