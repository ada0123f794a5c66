package org.mpath.core;

/** Reads off an engine what its table and status lines tell. */
final class EngineLine {
    private EngineLine() {}

    static StatusLine of(MapEngine engine, long sectors, String handlerWords) {
        EngineGroup current = engine.choice.current();
        return new StatusLine(
                sectors,
                engine.activation.queueIo(),
                engine.waiting.shown(),
                engine.activation.count(),
                handlerWords,
                engine.choice.shownNumber(),
                engine.paths.groups().stream().map(group -> group(group, current)).toList());
    }

    private static StatusLine.Group group(EngineGroup group, EngineGroup current) {
        char state = group.bypassed ? 'D' : group == current ? 'A' : 'E';
        return new StatusLine.Group(
                state,
                group.spec.selector(),
                standsIn(group) ? String.join(" ", group.spec.selectorArguments()) : group.selector.words(),
                group.paths.stream().map(path -> path(group, path)).toList());
    }

    private static StatusLine.Path path(EngineGroup group, EnginePath path) {
        String given = String.join(" ", group.spec.paths().get(group.paths.indexOf(path)).arguments());
        return new StatusLine.Path(
                path.name,
                path.active,
                path.failCount,
                standsIn(group) ? "" : group.selector.statusArguments(path.number),
                standsIn(group) ? given : group.selector.tableArguments(path.number));
    }

    /** Whether the built-in choice stands in for a plug-in that left: the table must still name the plug-in. */
    private static boolean standsIn(EngineGroup group) {
        return !group.selectorName.equals(group.spec.selector());
    }
}
