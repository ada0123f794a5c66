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
                group.said(SelectorCalls::words, String.join(" ", group.spec.selectorArguments())),
                group.paths.stream().map(path -> path(group, path)).toList());
    }

    private static StatusLine.Path path(EngineGroup group, EnginePath path) {
        String given = String.join(" ", group.spec.paths().get(group.paths.indexOf(path)).arguments());
        return new StatusLine.Path(
                path.name,
                path.active,
                path.failCount,
                group.said(selector -> SelectorCalls.statusArguments(selector, path.number), ""),
                group.said(selector -> SelectorCalls.tableArguments(selector, path.number), given));
    }
}
