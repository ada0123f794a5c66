package org.mpath.itests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.path.PathDevice;

/** What the map costs over the bare path: same process, same reactor, same path. */
final class MapFigure implements Figure {
    private static final int ROUNDS = 60;
    private static final long FILL_NANOS = 500_000_000;
    private static final List<Load> LOADS = List.of(Load.READ_4K_QD1, Load.READ_4K_QD32);

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String title() {
        return "4 KiB random read through a map / on the path alone";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Table table = new Table("unit", "load", "contender", "kIOPS", "CPU ns/IO", "heap B/IO", "throughput / path",
                "CPU / path");
        try {
            for (RigMaker maker : RigMaker.values()) {
                if (options.units().contains(maker.word())) {
                    measure(maker, options, table);
                }
            }
        } finally {
            out.print(table);
        }
    }

    /** A data plane for each map, since a path is in one map of a data plane only. */
    private static void measure(RigMaker maker, Options options, Table table) throws IOException {
        try (Rig rig = maker.make();
                Maps ofOne = new Maps(rig.reactor(), rig.transport());
                Maps ofAll = new Maps(rig.reactor(), rig.transport())) {
            List<PathDevice> paths = rig.readyPaths();
            fill(rig, paths.get(0));
            MultipathMap one = ofOne.map("one", Pump.REGION_BYTES, paths.subList(0, 1));
            MultipathMap all = ofAll.map("all", Pump.REGION_BYTES, paths);
            for (Load load : LOADS) {
                List<Pump> pumps = new ArrayList<>();
                pumps.add(Pump.on(paths.get(0), "path alone", load));
                pumps.add(Pump.on(paths.get(0), "path alone again", load));
                pumps.add(Pump.on(one, "map of 1 path", load));
                pumps.add(Pump.on(all, "map of " + paths.size() + " paths", load));
                add(rig, load, Slices.run(rig.reactor(), pumps, options.slices(ROUNDS)), table);
            }
        }
    }

    /** Writes all over the unit, so that reads find memory and not the absence of it. */
    private static void fill(Rig rig, PathDevice path) {
        Pump writer = Pump.on(path, "fill", Load.WRITE_128K_QD8);
        Slices.run(rig.reactor(), List.of(writer), new SlicePlan(1, 0, FILL_NANOS));
    }

    private static void add(Rig rig, Load load, List<Series> contenders, Table table) {
        Series base = contenders.get(0);
        for (Series each : contenders) {
            table.row(rig.name(), load, each.name(), each.operationsPerSecond() / 1e3, each.cpuMicrosPerOperation() * 1e3,
                    each.bytesPerOperation(), each == base ? "1" : each.throughputTo(base).fine(),
                    each == base ? "1" : each.cpuTo(base).fine());
        }
    }
}
