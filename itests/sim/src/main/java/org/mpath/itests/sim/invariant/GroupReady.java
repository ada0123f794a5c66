package org.mpath.itests.sim.invariant;

import java.util.function.Predicate;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Request;
import org.mpath.itests.sim.Tables.Table;

/**
 * Where groups must be made ready, nothing is sent to a group whose activation has not ended well, or since whose
 * activation another controller has taken the unit. At most one round is outstanding, and it asks each path once. Where
 * the owner is only looked for, nothing is sent while somebody is asked.
 */
public final class GroupReady extends Invariant {
    private final Agenda agenda;
    private final long timeoutNanos;
    private final Predicate<ScsiTask> passive;
    private Activation kind = Activation.NONE;
    private Table table;
    private int round;
    private int roundGroup;
    private int ready;
    private boolean spoiled;
    private long askedNanos;
    private boolean[] waitsFor;

    /**
     * Nothing is ready.
     *
     * @param timeoutNanos how long the engine waits for an answer
     * @param passive whether a task was answered as a controller does that does not own the unit
     */
    public GroupReady(Agenda agenda, int paths, long timeoutNanos, Predicate<ScsiTask> passive) {
        super("groups are made ready first");
        this.agenda = agenda;
        this.timeoutNanos = timeoutNanos;
        this.passive = passive;
        this.waitsFor = new boolean[paths];
    }

    @Override
    public void handler(HardwareHandler handler) {
        kind = handler == null ? Activation.NONE : handler.activation();
        forget();
    }

    @Override
    public void loaded(Table next) {
        table = next;
        if (activates()) {
            forget();
        } else {
            waitsFor = new boolean[waitsFor.length];
        }
    }

    private void forget() {
        roundGroup = 0;
        ready = 0;
        spoiled = false;
        waitsFor = new boolean[waitsFor.length];
    }

    private boolean activates() {
        return kind == Activation.ONE_PATH || kind == Activation.EVERY_PATH;
    }

    @Override
    public void activationSent(int path, int number) {
        int group = table.groupOf(path);
        if (number == round && roundGroup != 0) {
            if (waitsFor[path] && !late()) {
                throw broken("path %d is activated twice in round %d", path, number);
            }
            if (!outstanding() && ready > 0 && group == roundGroup) {
                return; // a path that came back is made ready alone, and I/O goes on
            }
        } else {
            if (outstanding()) {
                throw broken("round %d begins before round %d has ended", number, round);
            }
            waitsFor = new boolean[waitsFor.length];
            round = number;
            roundGroup = group;
            ready = 0;
            spoiled = false;
            askedNanos = agenda.now();
        }
        waitsFor[path] = true;
    }

    @Override
    public void activationAnswered(int path, int number, boolean good) {
        if (number == round && waitsFor[path]) {
            waitsFor[path] = false;
            ready += good && !late() ? 1 : 0;
        }
    }

    @Override
    public void ownerAsked(int path, int number) {
        if (outstanding()) {
            throw broken("path %d is asked for the owner while another one is", path);
        }
        waitsFor = new boolean[waitsFor.length];
        askedNanos = agenda.now();
        round = number;
        waitsFor[path] = true;
    }

    @Override
    public void ownerAnswered(int path, int number) {
        if (number == round) {
            waitsFor[path] = false;
        }
    }

    @Override
    public void event(MapEvent.Kind event, int path, String from, String to, String reason) {
        boolean gone = event == MapEvent.Kind.PATH_FAILED
                || event == MapEvent.Kind.PATH_REMOVED;
        if (kind == Activation.FOLLOW && gone) {
            waitsFor[path] = false; // it will not say
        }
    }

    @Override
    public void returned(Request request, ScsiTask task) {
        boolean taken = task.delivery == Delivery.ANSWERED && !task.good() && passive.test(task);
        if (activates() && taken && !outstanding() && table.groupOf(request.lastPath) == roundGroup) {
            spoiled = true;
        }
    }

    @Override
    public void sent(int path, Request request) {
        if (kind == Activation.FOLLOW && outstanding()) {
            throw broken("%s is sent on path %d while a path is asked for the owner", request, path);
        }
        int group = table.groupOf(path);
        if (activates() && (roundGroup != group || ready == 0 || spoiled || outstanding())) {
            throw broken("%s is sent to group %d; last activated: group %d, %d path(s) ready%s%s", request, group,
                    roundGroup, ready, outstanding() ? ", not all answered" : "", spoiled ? ", taken away since" : "");
        }
    }

    private boolean late() {
        return agenda.now() - askedNanos >= timeoutNanos;
    }

    private boolean outstanding() {
        if (late()) {
            return false;
        }
        for (boolean waits : waitsFor) {
            if (waits) {
                return true;
            }
        }
        return false;
    }
}
