package org.mpath.itests.sim;

import java.io.PrintStream;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mpath.itests.sim.canary.Sabotage;

/** {@code ./mpath sim}: plays worlds and says what was found. */
public final class Sim {
    /** What plug-ins log, of thousands of arrays a second. */
    private static final Logger LOG = Logger.getLogger("org.mpath");

    private static final int OK = 0;
    private static final int FINDINGS = 1;
    private static final int USAGE = 2;
    private static final long SEEDS = 1_000_000_000L;

    private Sim() {}

    /** Exit code 0: nothing was found; 1: something was; 2: the options are wrong. */
    public static void main(String[] arguments) {
        LOG.setLevel(Level.OFF);
        System.exit(run(System.out, arguments));
    }

    static int run(PrintStream out, String... arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            out.println("mpath: sim: " + wrong.getMessage() + "; try: mpath help sim");
            return USAGE;
        }
        return options.runs() == 1 ? replay(out, options) : session(out, options);
    }

    private static int replay(PrintStream out, Options options) {
        World world = new World(options.seed(), options.families(), sabotage(options), null);
        out.println(world.scenario());
        Replay replay = Replay.of(
                options.seed(), options.families(), sabotage(options), options.verbose() ? out::println : null);
        if (replay.finding() != null) {
            out.print(replay.text(replayOptions(options)));
            return FINDINGS;
        }
        Totals totals = new Totals();
        totals.add(replay.result());
        out.printf("trace hash %s%n%s%n", replay.hashText(), totals.text());
        return OK;
    }

    private static int session(PrintStream out, Options options) {
        long first = options.seed() == Options.NO_SEED ? Math.floorMod(System.nanoTime(), SEEDS) * 1000 : options.seed();
        out.printf("simulating from seed %d%s%s%n", first,
                options.family() == null ? "" : ", family " + options.family().word(),
                options.canary() == null ? "" : ", with an engine that is broken on purpose: " + options.canary().word());
        Session session = new Session(
                out, System::nanoTime, options.families(), () -> sabotage(options), replayOptions(options));
        long next = session.play(first, options.runs(), options.seconds());
        out.println(String.format(Locale.ROOT, "seeds %d to %d: ", first, next - 1) + session.totals().text());
        return session.totals().findings() == 0 ? OK : FINDINGS;
    }

    private static String replayOptions(Options options) {
        return (options.family() == null ? "" : " --family " + options.family().word())
                + (options.canary() == null ? "" : " --canary " + options.canary().word());
    }

    private static Sabotage sabotage(Options options) {
        return options.canary() == null ? new Sabotage() : options.canary().sabotage();
    }
}
