package org.mpath.handler.rdac;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.RdacSoftware;
import org.mpath.scsi.RdacTransfer;

/**
 * One controller, as one reactor reaches it: the claims for it are gathered, and one MODE SELECT moves all units that are
 * claimed; at most one is on its way. Whoever comes meanwhile looks again afterwards, because its unit may have come along.
 * Reactor thread.
 */
final class RdacController {
    /** Claims that come so shortly after each other go together. */
    static final long GATHER_NANOS = 10_000_000L;
    /** The first one waits no longer for others. */
    static final long GATHER_NANOS_MAX = 100_000_000L;
    /** Pause before an array is asked again that is locked or settling. */
    static final long PAUSE_NANOS = 500_000_000L;

    private static final Logger LOG = System.getLogger("org.mpath.handler.rdac");

    private final Controllers.Key key;
    private final OpenCommands commands = new OpenCommands();
    private List<Claim> waiting = new ArrayList<>();
    /** A timer of whoever waits, for it lives no longer than the path it was got from; null before the first. */
    private ReactorTimer timer;

    private boolean paused;
    private long firstNanos;
    private boolean busy;
    /** How many units MODE SELECT numbers; 0 when that is not known yet. */
    private int luns;

    private int paths;

    RdacController(Controllers.Key key) {
        this.key = key;
    }

    Controllers.Key key() {
        return key;
    }

    void pathCame() {
        paths++;
    }

    /** Answers whether it was the last one. */
    boolean pathWent() {
        paths--;
        if (paths > 0) {
            return false;
        }
        commands.forget();
        if (timer != null) {
            timer.cancel();
        }
        waiting.clear();
        return true;
    }

    /** Takes a claim in for a unit that another controller owns. */
    void join(Claim claim) {
        Reactor reactor = claim.path().reactor();
        long now = reactor.nanoTime();
        if (waiting.isEmpty()) {
            firstNanos = now;
        }
        waiting.add(claim);
        if (!busy && !paused) {
            arm(reactor, this::begin, Math.max(0, Math.min(GATHER_NANOS, firstNanos + GATHER_NANOS_MAX - now)));
        }
    }

    private void arm(Reactor reactor, Runnable action, long nanos) {
        if (timer != null) {
            timer.cancel();
        }
        timer = reactor.timer(action);
        timer.arm(nanos);
    }

    private List<Claim> takeAll() {
        List<Claim> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private void begin() {
        waiting.removeIf(Claim::over);
        busy = !waiting.isEmpty();
        if (busy && luns == 0) {
            askWidth(waiting.get(0));
        } else if (busy) {
            select();
        }
    }

    /** How many units does MODE SELECT number? When a path does not know, the next one is asked. */
    private void askWidth(Claim asker) {
        ArrayCommand question = Question.page(asker.path(), RdacSoftware.PAGE, RdacSoftware.BYTES);
        commands.ask(question, Question.LOOKS, Question.LOOK_NANOS, (outcome, command) -> {
            RdacSoftware software = asker.read(outcome, command, RdacSoftware::parse);
            if (software != null) {
                luns = software.wide() ? RdacTransfer.LUNS_WIDE : RdacTransfer.LUNS_NARROW;
            }
            begin();
        });
    }

    private void select() {
        List<Claim> batch = takeAll();
        batch.stream().filter(claim -> claim.lun() >= luns).forEach(claim -> claim.refuse(
                "its unit has number " + claim.lun() + ", but its controller numbers only " + luns));
        batch.removeIf(Claim::over);
        if (batch.isEmpty()) {
            busy = false;
            return;
        }
        BitSet units = new BitSet();
        batch.forEach(claim -> units.set(claim.lun()));
        Claim sender = batch.get(0);
        RdacTransfer transfer = RdacTransfer.of(luns == RdacTransfer.LUNS_WIDE, units);
        commands.ask(Question.select(sender.path(), transfer), 1, sender.selectNanos(), (outcome, command) -> {
            int sense = Outcome.sense(command);
            SelectResult result = SelectResult.of(outcome, sense);
            LOG.log(Level.INFO, "event=rdac.mode_select path=" + sender.path().name() + " luns=" + words(units)
                    + " result=" + result + (sense == Outcome.NO_SENSE ? "" : String.format(" sense=%06x", sense)));
            selected(batch, sender, outcome, result);
        });
    }

    private static String words(BitSet units) {
        return units.stream().mapToObj(String::valueOf).collect(Collectors.joining(","));
    }

    private void selected(List<Claim> batch, Claim sender, Outcome outcome, SelectResult result) {
        switch (result) {
            case DONE -> batch.forEach(Claim::moved);
            case LOCKED -> batch.forEach(Claim::locked);
            case SETTLING, AGAIN -> batch.forEach(Claim::sent);
            case PATH_LOST -> sender.lost(outcome);
            case FAILED -> batch.forEach(claim -> claim.end(ActivationCode.IO));
        }
        busy = false;
        waiting.addAll(0, batch);
        waiting.removeIf(Claim::over);
        if (result != SelectResult.LOCKED && result != SelectResult.SETTLING) {
            lookAgain();
        } else if (!waiting.isEmpty()) {
            paused = true;
            arm(waiting.get(0).path().reactor(), this::lookAgain, PAUSE_NANOS);
        }
    }

    private void lookAgain() {
        paused = false;
        takeAll().forEach(Claim::look);
    }
}
