package org.mpath.itests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Loads by fio on NBD servers, one after the other in every round. */
final class NbdRounds {
    private static final int ROUNDS = 5;
    private static final long REGION_BYTES = 64L << 20;
    private static final List<Load> LOADS = List.of(Load.READ_4K_QD1, Load.READ_4K_QD32, Load.WRITE_4K_QD1,
            Load.WRITE_4K_QD32, Load.READ_128K_QD8, Load.WRITE_128K_QD8);

    private NbdRounds() {}

    /** Compares with the first server. */
    static Table compare(List<NbdPeer> peers, Options options) throws IOException {
        String base = " / " + peers.get(0).name();
        Table table = new Table("load", "server", "kIOPS", "server CPU us/IO", "IOPS" + base, "CPU per IO" + base);
        for (NbdPeer peer : peers) {
            Fio.fill(peer.uri(), REGION_BYTES);
        }
        for (Load load : LOADS) {
            List<Series> results = rounds(peers, load, options);
            for (Series each : results) {
                boolean first = each == results.get(0);
                table.row(load, each.name(), each.operationsPerSecond() / 1e3, each.cpuMicrosPerOperation(),
                        first ? "1" : each.throughputTo(results.get(0)), first ? "1" : each.cpuTo(results.get(0)));
            }
        }
        return table;
    }

    private static List<Series> rounds(List<NbdPeer> peers, Load load, Options options) throws IOException {
        List<Series> results = peers.stream().map(peer -> new Series(peer.name(), new ArrayList<>())).toList();
        int rounds = options.roundsOr(ROUNDS);
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < peers.size(); i++) {
                int turn = Math.floorMod(i + round, peers.size());
                NbdPeer peer = peers.get(turn);
                Sample sample = Fio.run(peer.uri(), load, REGION_BYTES, options.seconds(), peer.process().pid());
                if (round >= 0) {
                    results.get(turn).samples().add(sample);
                }
            }
        }
        return results;
    }
}
