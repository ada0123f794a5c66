package org.mpath.itests.vm.oracle;

import java.util.Map;
import org.mpath.api.map.MapException;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.itests.golden.Disks;
import org.mpath.itests.golden.EngineMap;

/** Our engine. The disks' handlers are the kernel's affair: it is asked which are attached. */
final class CoreSide implements Side {
    private final Disks disks;
    private final Map<String, PathSelectorFactory> selectors;
    private EngineMap map;

    CoreSide(Disks disks, Map<String, PathSelectorFactory> selectors) {
        this.disks = disks;
        this.selectors = selectors;
    }

    @Override
    public Answer create(String table) {
        try {
            map = EngineMap.load(table, disks, selectors);
            return answer(Answer.DONE, "");
        } catch (IllegalArgumentException refusal) {
            return Answer.refused("EINVAL", refusal.getMessage());
        } catch (MapException refusal) {
            return Answer.refused(EngineMap.errno(refusal), refusal.getMessage());
        }
    }

    @Override
    public Answer step(Step step) {
        String words = step.words();
        String result = switch (step.kind()) {
            case MESSAGE -> map.message(words);
            case READ -> map.read();
            case SUSPEND -> map.suspend(true);
            case SUSPEND_NOFLUSH -> map.suspend(false);
            case RESUME -> map.resume();
            case RELOAD -> map.reload(words);
        };
        return switch (result) {
            case Answer.DONE, "ok" -> answer(Answer.DONE, "");
            case "Input/output error" -> answer("EIO", "");
            default -> answer(result, map.refusal());
        };
    }

    @Override
    public Answer look(Answer answer) {
        return answer;
    }

    /** Whether a read would wait now. */
    boolean holdsIo() {
        return map.holdsIo();
    }

    private Answer answer(String verdict, String reason) {
        return new Answer(verdict, reason, map.table(), map.status(), map.events());
    }

    @Override
    public void remove() {
        map = null;
    }
}
