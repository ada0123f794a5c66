package org.mpath.itests.sim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapPolicy.Fence;
import org.mpath.api.plugin.Activation;
import org.mpath.core.EngineLimits;
import org.mpath.target.SenseCode;

/**
 * What a seed makes of a world before it begins.
 *
 * @param seed the seed
 * @param shape the map and its array
 * @param pace how long things take
 * @param trouble what goes wrong
 * @param load what the callers do
 * @param policy the map's policy
 * @param limits the engine's times
 * @param maker the array's family
 */
public record Scenario(
        long seed,
        Shape shape,
        Pace pace,
        Trouble trouble,
        Load load,
        MapPolicy policy,
        EngineLimits limits,
        Maker maker) {
    static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    /**
     * The map and its array.
     *
     * @param paths number of paths of each group; one group per controller
     * @param queueing whether the table says {@code queue_if_no_path}
     * @param activation how groups are made ready; anything but NONE: an array whose units have one owner
     * @param passiveSense what a controller answers that does not own the unit
     * @param initRetries {@code pg_init_retries}; 0 for none
     * @param initDelayMillis {@code pg_init_delay_msecs}
     * @param selector the selector's type
     * @param endsOnDisconnect whether the array ends commands when their connection ends, known or not
     * @param instant whether paths may answer before {@code submit} returns
     */
    public record Shape(
            List<Integer> paths,
            boolean queueing,
            Activation activation,
            SenseCode passiveSense,
            int initRetries,
            int initDelayMillis,
            String selector,
            boolean endsOnDisconnect,
            boolean instant) {}

    /**
     * How long things take, in nanoseconds.
     *
     * @param latency one way to the array, at most
     * @param service in the array, at most
     * @param timeout how long a transport waits for an answer
     * @param reconnect between two attempts to log in
     * @param check between two checks of a path
     * @param troubleEnd when faults end
     */
    public record Pace(long latency, long service, long timeout, long reconnect, long check, long troubleEnd) {}

    /**
     * What goes wrong.
     *
     * @param kinds which faults
     * @param faults how many that are not about a single command
     * @param permille how many of a thousand commands are lost, late, or executed late, each
     * @param longest longest fault in nanoseconds
     */
    public record Trouble(Set<FaultKind> kinds, int faults, int permille, long longest) {}

    /**
     * What the callers do.
     *
     * @param depth requests at a time
     * @param blocks how many blocks they read and write
     * @param writePermille how many of a thousand requests write
     * @param comparePermille how many of a thousand requests compare and write
     * @param requests how many before faults end, about
     */
    public record Load(int depth, int blocks, int writePermille, int comparePermille, int requests) {}

    /**
     * The array's family.
     *
     * @param family the family
     * @param arguments handler arguments in the table
     * @param words words of the array's description
     * @param transitionNanos how long the array takes to move a unit
     * @param failback whether a controller that comes back gets its units back
     * @param neighbour whether another map has a unit of the array
     */
    public record Maker(
            Family family,
            List<String> arguments,
            Map<String, String> words,
            long transitionNanos,
            boolean failback,
            boolean neighbour) {
        static final Maker SIM = new Maker(Family.SIM, List.of(), Map.of(), 0, false, false);
    }

    private static final SenseCode[] PASSIVE = {
        new SenseCode(0x02, 0x04, 0x03), new SenseCode(0x05, 0x94, 0x01), new SenseCode(0x02, 0x04, 0x0b)
    };

    /** The scenario of a seed, with an array of one of these families. */
    public static Scenario of(
            long seed, List<String> selectors, Set<Activation> activations, List<Family> families) {
        Chance chance = new Chance(seed);
        Trouble trouble = trouble(chance.split());
        Shape shape = shape(chance.split(), trouble, selectors, activations);
        Pace pace = pace(chance.split());
        Load load = load(chance.split());
        MapPolicy policy = policy(chance.split(), shape);
        EngineLimits limits = limits(chance.split());
        Scenario drawn = new Scenario(seed, shape, pace, trouble, load, policy, limits, Maker.SIM);
        Family family = chance.split().of(families);
        return family == Family.SIM ? drawn : drawn.of(family, chance.split());
    }

    /** The same with an array of a real family. */
    private Scenario of(Family family, Chance chance) {
        List<String> arguments = family.arguments(chance);
        Map<String, String> words = family.words(chance);
        long transition = chance.of(0, 0, 20, 300, 3000) * MILLI;
        boolean failback = chance.coin();
        List<Integer> paths = shape.paths().subList(0, Math.min(shape.paths().size(), family.controllersMax()));
        Shape its = new Shape(paths, shape.queueing(), family.activation(arguments), shape.passiveSense(),
                shape.initRetries(), shape.initDelayMillis(), shape.selector(), shape.endsOnDisconnect(), shape.instant());
        Set<FaultKind> kinds = EnumSet.copyOf(trouble.kinds());
        kinds.addAll(kinds(FaultKind.OF_FAMILIES, chance));
        Trouble more = new Trouble(kinds, trouble.faults(), trouble.permille(), trouble.longest());
        // without any sense table a healed array's unit attentions fail every path
        EngineLimits patient = new EngineLimits(limits.retryDelayNanos(), limits.fenceDelayNanos(),
                chance.of(10, 30, 60) * SECOND, limits.ownerPauseNanos(), limits.senseTable() || !family.knowsAttention(arguments));
        Maker made = new Maker(family, arguments, words, transition, failback, chance.coin());
        return new Scenario(seed, its, pace, more, load, policy, patient, made);
    }

    private static Trouble trouble(Chance chance) {
        Set<FaultKind> kinds = kinds(FaultKind.OF_ALL, chance);
        return new Trouble(kinds, chance.between(4, 48), chance.of(2, 10, 40), chance.of(200, 1000, 4000) * MILLI);
    }

    private static Set<FaultKind> kinds(Set<FaultKind> all, Chance chance) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        int share = chance.of(100, 300, 600, 900);
        for (FaultKind kind : all) {
            if (chance.permille(share)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static Shape shape(Chance chance, Trouble trouble, List<String> selectors, Set<Activation> activations) {
        List<Integer> paths = new ArrayList<>();
        int groups = chance.of(1, 2, 2, 2, 3, 4);
        for (int group = 0; group < groups; group++) {
            paths.add(chance.between(1, 4));
        }
        Activation activation = groups == 1 ? Activation.NONE : chance.of(List.copyOf(activations));
        return new Shape(
                List.copyOf(paths),
                chance.permille(850),
                activation,
                chance.of(PASSIVE),
                chance.of(0, 0, 1, 5),
                chance.of(0, 100, 500),
                chance.of(selectors),
                chance.permille(150),
                chance.permille(200));
    }

    private static Pace pace(Chance chance) {
        return new Pace(
                chance.between(50_000, 2 * MILLI),
                chance.between(0, 2 * MILLI),
                chance.of(100, 300, 1000) * MILLI,
                chance.of(20, 100, 400) * MILLI,
                chance.of(50, 200, 500) * MILLI,
                chance.of(2, 4) * SECOND);
    }

    private static Load load(Chance chance) {
        return new Load(
                chance.of(1, 4, 8, 16, 32),
                chance.between(2, 12),
                chance.of(300, 500, 900),
                chance.of(0, 0, 50),
                chance.of(200, 400, 800));
    }

    /** A policy; a fast fence only where the array makes that safe. */
    static MapPolicy policy(Chance chance, Shape shape) {
        Fence fence = shape.endsOnDisconnect() && chance.coin() ? Fence.FAST : Fence.STRICT;
        return new MapPolicy(
                fence,
                chance.of(0, 0, 300, 2000, 30_000),
                chance.of(1, 4, 16, 1000, 65_536),
                chance.of(512, 4096, 1 << 20, 1 << 28),
                chance.of(0, 0, 0, 400, 2000),
                chance.of(0, 0, 3000, 120_000),
                chance.of(3, 16, 64, 1000));
    }

    private static EngineLimits limits(Chance chance) {
        return new EngineLimits(
                chance.of(2, 20) * MILLI, chance.of(50, 200, 1000) * MILLI, chance.of(500, 2000) * MILLI,
                chance.of(50, 300) * MILLI, chance.permille(850));
    }

    /** The same under another policy. */
    public Scenario with(MapPolicy other) {
        return new Scenario(seed, shape, pace, trouble, load, other, limits, maker);
    }

    /** The same in another shape. */
    public Scenario with(Shape other) {
        return new Scenario(seed, other, pace, trouble, load, policy, limits, maker);
    }

    /** The same with other trouble. */
    public Scenario with(Trouble other) {
        return new Scenario(seed, shape, pace, other, load, policy, limits, maker);
    }

    /** The same with another load. */
    public Scenario with(Load other) {
        return new Scenario(seed, shape, pace, trouble, other, policy, limits, maker);
    }

    /** The number of paths. */
    public int pathCount() {
        return shape.paths().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether this goes wrong here. */
    public boolean has(FaultKind kind) {
        return trouble.kinds().contains(kind);
    }
}
