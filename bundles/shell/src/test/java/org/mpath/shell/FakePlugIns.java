package org.mpath.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.PlugInControl;

/** Notes the verbs. */
final class FakePlugIns implements PlugInControl {
    final List<String> calls = new ArrayList<>();
    ControlException refusal;

    private String note(String call) {
        if (refusal != null) {
            throw refusal;
        }
        calls.add(call);
        return "done: " + call;
    }

    @Override
    public String install(Path jar) {
        return note("install " + jar);
    }

    @Override
    public String update(String bundle, Path jar) {
        return note("update [" + bundle + "] " + jar);
    }

    @Override
    public String uninstall(String bundle, boolean force) {
        return note("uninstall [" + bundle + "]" + (force ? " by force" : ""));
    }
}
