package org.mpath.itests.sim;

import org.mpath.itests.sim.canary.Sabotage;

/** Plays worlds. */
public final class Sim {
    private Sim() {}

    public static void main(String[] arguments) {
        long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        boolean verbose = arguments.length > 2;
        long t = System.nanoTime();
        long failovers = 0, requests = 0, commands = 0, actions = 0;
        FaultCount counts = new FaultCount();
        int findings = 0;
        java.util.Map<String, Integer> seen = new java.util.TreeMap<>();
        for (long seed = first; seed < first + runs; seed++) {
            try {
                Result r = new World(seed, new Sabotage(), verbose ? System.out::println : null).play();
                failovers += r.failovers(); requests += r.requests(); commands += r.commands(); actions += r.actions();
                counts.add(r.faults());
            } catch (Finding f) {
                if (seen.merge(f.invariant(), 1, Integer::sum) <= 3) {
                    System.out.println("seed " + seed + ": " + f.getMessage());
                    if (f.getCause() != null && seen.get(f.invariant()) == 1) f.printStackTrace(System.out);
                }
                findings++;
            }
        }
        double s = (System.nanoTime() - t) / 1e9;
        System.out.printf("%d runs, %.1f s, %d findings %s, %d failovers (%.0f/min), %d requests, %d commands, %d actions%n",
                runs, s, findings, seen, failovers, failovers / s * 60, requests, commands, actions);
        System.out.println(counts.text());
    }
}
