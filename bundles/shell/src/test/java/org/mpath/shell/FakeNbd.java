package org.mpath.shell;

import java.util.List;
import org.mpath.api.control.NbdConnection;
import org.mpath.api.control.NbdControl;
import org.mpath.api.control.NbdExport;

/** One export with one client. */
final class FakeNbd implements NbdControl {
    @Override
    public List<NbdExport> exports() {
        return List.of(new NbdExport("mpatha", "nbd+unix:///mpatha?socket=/run/nbd.sock", 67108864, false, 1));
    }

    @Override
    public List<NbdConnection> connections() {
        return List.of(new NbdConnection(1, "unix", "mpatha", 3, 99, 0));
    }
}
