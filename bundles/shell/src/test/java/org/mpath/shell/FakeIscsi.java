package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.IscsiControl;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.api.control.IscsiTarget;

/** An initiator with one session that waits for its portal. */
final class FakeIscsi implements IscsiControl {
    static final String TARGET = "iqn.2026-11.org.example:t1";

    final List<String> calls = new ArrayList<>();
    String failure;

    @Override
    public List<IscsiTarget> discover(String portal) {
        if (failure != null) {
            throw new ControlException(failure);
        }
        return List.of(new IscsiTarget(TARGET, "192.0.2.1:3260", 1));
    }

    @Override
    public void login(String portal, String targetName) {
        calls.add("login " + portal + " " + targetName);
    }

    @Override
    public int logout(String portal, String targetName) {
        return targetName.equals(TARGET) ? 1 : 0;
    }

    @Override
    public List<IscsiSessionState> sessions() {
        return List.of(new IscsiSessionState(
                "192.0.2.1:3260", TARGET, "waiting", "connection refused", "800000000001", 0, "None", "CRC32C", "CHAP",
                0, 2, 1));
    }
}
