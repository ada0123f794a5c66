package org.mpath.core;

import org.mpath.api.map.TextForm;

/** The status line (device-mapper's INFO, seed-systems 3.11) in the three forms. */
final class StatusText {
    private StatusText() {}

    static String info(StatusLine now, TextForm form) {
        Words line = new Words().add("0").add(now.sectors()).add("multipath");
        switch (form) {
            case LINUX_2005 -> line.add(1).add(now.queued()).counted(now.handlerWords());
            case LINUX_2007 -> line.add(2).add(now.queued()).add(now.pgInitCount()).counted(now.handlerWords());
            case TODAY -> line.add(2).add(now.queueIo() ? 1 : 0).add(now.pgInitCount()).add(0);
        }
        line.add(now.groups().size()).add(now.groupNumber());
        now.groups().forEach(group -> group(line, group));
        return line.toString();
    }

    private static void group(Words line, StatusLine.Group group) {
        line.add(group.state()).counted(group.selectorWords()).add(group.paths().size());
        line.add(group.paths().isEmpty() ? 0 : Words.count(group.paths().get(0).statusWords()));
        for (StatusLine.Path path : group.paths()) {
            line.add(path.name()).add(path.active() ? "A" : "F").add(path.failCount()).add(path.statusWords());
        }
    }
}
