package org.mpath.shell;

import java.util.List;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.Decision;
import org.mpath.api.control.DecisionControl;

/** Decisions as a test wants them. */
final class FakeDecisions implements DecisionControl {
    @Override
    public List<Decision> path(String path) {
        return List.of(new Decision("exclusion", "not left out", "no rule matches", 0),
                new Decision("place", "in map mpatha", "", 0));
    }

    @Override
    public List<Decision> map(String map) {
        return List.of(new Decision("failback", "immediate", "hardware row 7 (Model)", 0));
    }

    @Override
    public List<Decision> not(String subject) {
        return List.of(new Decision("path", subject, "excluded by wwid \"W\"", 0));
    }

    @Override
    public List<ConfigValue> value(String keyword, String subject) {
        if (!keyword.equals("failback")) {
            throw new ControlException(Code.NOT_FOUND, "there is no keyword \"" + keyword + "\": nearest is failback");
        }
        return List.of(new ConfigValue(subject, keyword, "immediate", "hardware row 7 (Model)"),
                new ConfigValue(subject, keyword, "manual", "built in"));
    }
}
