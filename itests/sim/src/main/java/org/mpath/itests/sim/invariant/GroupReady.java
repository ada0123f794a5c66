package org.mpath.itests.sim.invariant;

import java.util.Arrays;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Request;
import org.mpath.itests.sim.Tables.Table;

/**
 * Where groups must be made ready, nothing is sent to a group before a round of activation has ended in which at least
 * one of its paths said that it is ready, nor after another controller has taken the unit since. At most one round is
 * outstanding, and no path is asked again before it has answered. Where the owner is only looked for, nothing is sent
 * while a path is asked.
 *
 * <p>While a path that comes back to a ready group is made ready, I/O goes on.
 */
public final class GroupReady extends Invariant {
    private static final long NOT_ASKED = -1;
    private static final String GROUP = "group ";

    private final Agenda agenda;
    private final long timeoutNanos;
    /** When a path was asked that has not answered yet. */
    private final long[] askedNanos;
    /** In which round; older ones were called off. */
    private final int[] askedRound;

    private Activation kind = Activation.NONE;
    private Table table;
    /** A round is under way in a group that is not known to be ready. */
    private boolean roundOpen;
    /** A round is under way: I/O is held, so what comes back was sent before it and says nothing about its outcome. */
    private boolean roundRuns;
    private int roundGroup;
    private int ready;
    private boolean takenAway;
    /** When the last round ended: what was sent before says nothing about its outcome. */
    private long endedNanos;

    /**
     * Nothing is ready.
     *
     * @param timeoutNanos how long the engine waits for an answer
     */
    public GroupReady(Agenda agenda, int paths, long timeoutNanos) {
        super("groups are made ready first");
        this.agenda = agenda;
        this.timeoutNanos = timeoutNanos;
        this.askedNanos = new long[paths];
        this.askedRound = new int[paths];
        forget();
    }

    @Override
    public void handler(HardwareHandler handler) {
        Activation before = kind;
        kind = handler == null ? Activation.NONE : handler.activation();
        if (kind == before) {
            Arrays.fill(askedNanos, NOT_ASKED); // a successor: what is ready stays so, what was asked is asked anew
        } else {
            forget();
        }
    }

    @Override
    public void loaded(Table next) {
        table = next;
        forget();
    }

    @Override
    public void closing() {
        forget();
    }

    private void forget() {
        roundOpen = false;
        roundRuns = false;
        roundGroup = 0;
        ready = 0;
        takenAway = false;
        Arrays.fill(askedNanos, NOT_ASKED);
    }

    private boolean activates() {
        return kind == Activation.ONE_PATH || kind == Activation.EVERY_PATH;
    }

    @Override
    public void event(MapEvent.Kind event, int path, String from, String to, String reason) {
        switch (event) {
            case ACTIVATION_STARTED -> begin(Integer.parseInt(to.substring(GROUP.length())));
            case ACTIVATION_ENDED -> end();
            case PATH_FAILED, PATH_REMOVED -> {
                if (kind == Activation.FOLLOW) {
                    askedNanos[path] = NOT_ASKED; // it will not say
                }
            }
            default -> { }
        }
    }

    private void begin(int group) {
        if (anyAsked()) {
            throw broken("a round begins in group %d before the last one, in group %d, has ended", group, roundGroup);
        }
        roundRuns = true;
        boolean stillReady = group == roundGroup && ready > 0 && !takenAway;
        if (!stillReady) {
            roundOpen = true;
            roundGroup = group;
            ready = 0;
            takenAway = false;
        }
    }

    private void end() {
        if (roundOpen && anyAsked()) {
            throw broken("the round in group %d ends before everybody has answered", roundGroup);
        }
        roundRuns = false;
        roundOpen = false;
        endedNanos = agenda.now();
    }

    @Override
    public void activationSent(int path, int round) {
        ask(path, round);
        if (table.groupOf(path) != roundGroup) {
            throw broken("path %d of group %d is activated; the round is in group %d", path, table.groupOf(path), roundGroup);
        }
    }

    private void ask(int path, int round) {
        if (asked(path)) {
            throw broken("path %d is asked again before it has answered", path);
        }
        askedNanos[path] = agenda.now();
        askedRound[path] = round;
    }

    @Override
    public void activationAnswered(int path, int round, boolean good) {
        if (asked(path) && askedRound[path] == round) {
            askedNanos[path] = NOT_ASKED;
            ready += good ? 1 : 0;
        }
    }

    @Override
    public void ownerAsked(int path, int round) {
        if (anyAsked()) {
            throw broken("path %d is asked for the owner while another one is", path);
        }
        askedNanos[path] = agenda.now();
        askedRound[path] = round;
    }

    @Override
    public void ownerAnswered(int path, int round) {
        if (askedRound[path] == round) {
            askedNanos[path] = NOT_ASKED;
        }
    }

    @Override
    public void judged(Request request, ScsiTask task, Verdict verdict) {
        boolean news = task.startedNanos >= endedNanos;
        boolean says = verdict == Verdict.ACTIVATE;
        if (activates() && says && news && !roundRuns && table.groupOf(request.lastPath) == roundGroup) {
            takenAway = true;
        }
    }

    @Override
    public void sent(int path, Request request) {
        int group = table.groupOf(path);
        if (kind == Activation.FOLLOW && anyAsked()) {
            throw broken("%s is sent on path %d while a path is asked for the owner", request, path);
        }
        if (activates() && (roundOpen || ready == 0 || takenAway || group != roundGroup)) {
            throw broken("%s is sent to group %d; last activated: group %d, %d path(s) ready%s%s", request, group,
                    roundGroup, ready, roundOpen ? ", not over" : "", takenAway ? ", taken away since" : "");
        }
    }

    private boolean asked(int path) {
        return askedNanos[path] != NOT_ASKED && agenda.now() - askedNanos[path] < timeoutNanos;
    }

    private boolean anyAsked() {
        for (int path = 0; path < askedNanos.length; path++) {
            if (asked(path)) {
                return true;
            }
        }
        return false;
    }
}
