package org.mpath.itests.sim.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Chance;
import org.mpath.itests.sim.FaultCount;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;

/** The array and the paths to it. */
public final class Fabric {
    /** Where the numbers of neighbours begin. */
    private static final int NEIGHBOURS = 100;

    private final SimArray array;
    private final Hazards hazards;
    private final List<SimPath> paths = new ArrayList<>();
    private final List<SimPath> neighbours = new ArrayList<>();
    private final Agenda agenda;
    private long healedNanos = -1;

    /** Everything works. */
    public Fabric(Scenario scenario, SimArray array, Agenda agenda, Trace trace, Chance chance, FaultCount counts) {
        this.array = array;
        this.agenda = agenda;
        this.hazards = new Hazards(scenario, chance, counts);
        for (int controller = 0; controller < array.controllers(); controller++) {
            for (int number = 0; number < scenario.shape().paths().get(controller); number++) {
                paths.add(new SimPath(paths.size(), array, array.port(controller, number), SimPath.HOST, SimArray.LUN,
                        agenda, trace, hazards));
            }
            if (scenario.maker().neighbour()) {
                neighbours.add(new SimPath(NEIGHBOURS + controller, array, array.port(controller, 0), "neighbour",
                        SimArray.NEIGHBOUR_LUN, agenda, trace, hazards));
            }
        }
    }

    /** The array. */
    public SimArray array() {
        return array;
    }

    /** The paths. */
    public List<SimPath> paths() {
        return paths;
    }

    /** Paths to the unit of another map, one to each controller; none where there is no such map. */
    public List<SimPath> neighbours() {
        return neighbours;
    }

    /** The path of a name, {@code p0} to {@code pN}; null for the empty name. */
    public SimPath path(String name) {
        return name.isEmpty() ? null : paths.get(Integer.parseInt(name, 1, name.length(), 10));
    }

    /** Whether nothing is on its way any more that a fault may have met. */
    public boolean quiet() {
        return Stream.concat(paths.stream(), neighbours.stream()).noneMatch(path -> path.waitsSince(healedNanos));
    }

    /** All faults end, now and for ever. */
    public void heal() {
        healedNanos = agenda.now();
        hazards.heal();
        array.heal();
        paths.forEach(path -> path.line.heal());
    }
}
