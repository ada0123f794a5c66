package org.mpath.itests.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mpath.itests.support.Programs;

/** Our initiator against C libiscsi: same target, same loads, in turns. */
final class InitiatorFigure implements Figure {
    private static final int ROUNDS = 40;
    private static final Duration COMPILE_LIMIT = Duration.ofSeconds(60);
    private static final Path SOURCE = Folders.BENCH.resolve("src/main/c/libiscsi-pump.c");
    private static final long REGION_BLOCKS = Pump.REGION_BYTES / 512;
    private static final long GAP_NANOS = 15_000_000;
    private static final long LEAD_NANOS = 300_000_000;
    private static final List<Load> LOADS = List.of(Load.READ_4K_QD1, Load.READ_4K_QD32, Load.WRITE_4K_QD1,
            Load.WRITE_4K_QD32, Load.READ_128K_QD8, Load.WRITE_128K_QD8);

    @Override
    public String name() {
        return "initiator";
    }

    @Override
    public String title() {
        return "our initiator / C libiscsi, one session to the same tgtd";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Path peer = compile();
        try (NullUnit unit = new NullUnit(1);
                SlotProgram classic = peer("C libiscsi", peer, unit, "classic");
                SlotProgram direct = peer("C libiscsi, direct", peer, unit, "direct");
                SlotProgram ours = new SlotProgram("our initiator", Folders.java(InitiatorPump.class, unit.portals().get(0)))) {
            compare(List.of(classic, direct, ours), options.slices(ROUNDS), out);
        }
    }

    private static SlotProgram peer(String name, Path program, NullUnit unit, String loop) throws Exception {
        return new SlotProgram(name, List.of(program.toString(), unit.portals().get(0), NullUnit.TARGET,
                Integer.toString(NullUnit.LUN), loop));
    }

    private static void compare(List<SlotProgram> programs, SlicePlan plan, PrintStream out) {
        Table table = new Table("load", "contender", "kIOPS", "CPU us/IO", "IOPS / libiscsi", "CPU per IO / libiscsi",
                "IO per CPU s / libiscsi");
        for (Load load : LOADS) {
            List<Series> contenders = inTurns(programs, load, plan);
            Series base = contenders.get(0);
            for (Series each : contenders) {
                boolean first = each == base;
                table.row(load, each.name(), each.operationsPerSecond() / 1e3, each.cpuMicrosPerOperation(),
                        first ? "1" : each.throughputTo(base), first ? "1" : each.cpuTo(base),
                        first ? "1" : each.operationsPerCpuTo(base));
            }
        }
        out.print(table);
    }

    private static List<Series> inTurns(List<SlotProgram> programs, Load load, SlicePlan plan) {
        long period = programs.size() * (plan.sliceNanos() + GAP_NANOS);
        long start = System.nanoTime() + LEAD_NANOS;
        List<Slots> orders = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            orders.add(new Slots(load, REGION_BLOCKS, start + i * (plan.sliceNanos() + GAP_NANOS), period,
                    plan.sliceNanos(), plan.allRounds()));
            programs.get(i).order(orders.get(i));
        }
        List<Series> results = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            results.add(programs.get(i).results(orders.get(i), plan.dropped()));
        }
        return results;
    }

    private static Path compile() throws Exception {
        if (Programs.find("gcc") == null || !Files.exists(Path.of("/usr/include/iscsi/iscsi.h"))) {
            throw new BenchException("needs gcc and libiscsi: apt-get install gcc libc6-dev libiscsi-dev");
        }
        Path program = Folders.BENCH.resolve("target/libiscsi-pump");
        Programs.run(COMPILE_LIMIT, "gcc", "-std=gnu11", "-O2", "-o", program.toString(), SOURCE.toString(), "-liscsi").ok();
        return program;
    }
}
