package org.mpath.itests.vm.oracle;

import java.util.Map;
import org.mpath.api.map.MapException;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.QueueMode;
import org.mpath.itests.golden.Disks;
import org.mpath.itests.golden.EngineMap;

/** Our engine. The disks' handlers are the kernel's affair: it is asked which are attached. */
final class CoreSide implements Side {
    private final Disks disks;
    private final Map<String, PathSelectorFactory> selectors;
    private EngineMap map;
    private boolean preparesFirstPath;

    CoreSide(Disks disks, Map<String, PathSelectorFactory> selectors) {
        this.disks = disks;
        this.selectors = selectors;
    }

    @Override
    public Answer create(String table) {
        try {
            preparesFirstPath = preparesFirstPath(MapTable.parse(table));
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

    /**
     * Whether Linux would wait for ever when it activates the map's group. It prepares a path for activation when the path has a
     * device handler, or the map has one by then, which it may have from a later path only.
     */
    boolean neverEndsActivation() {
        return !preparesFirstPath && !Shown.handler(map.table()).isEmpty();
    }

    private boolean preparesFirstPath(MapTable table) {
        boolean named = table.queueMode() != QueueMode.BIO && !table.handlerName().isEmpty();
        return named || table.groups().stream().flatMap(group -> group.paths().stream()).limit(1)
                .noneMatch(path -> disks.attached(path.name()).isEmpty());
    }

    private Answer answer(String verdict, String reason) {
        return new Answer(verdict, reason, map.table(), map.status(), map.events());
    }

    @Override
    public void remove() {
        map = null;
    }
}
