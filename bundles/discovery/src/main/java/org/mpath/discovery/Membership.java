package org.mpath.discovery;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.config.GlobalSettings.Resize;
import org.mpath.discovery.CollisionGuard.Judgement;
import org.mpath.discovery.KnownPath.Dispute;
import org.mpath.discovery.KnownPath.Standing;
import org.mpath.discovery.SampledRead.Different;
import org.mpath.discovery.SampledRead.Outcome;
import org.mpath.discovery.SampledRead.Same;
import org.mpath.discovery.SampledRead.Unreadable;

/**
 * Whether a path leads to the unit of a map: before it joins, and again whenever its identity was read again. Where all that
 * agrees may agree by chance, content is compared. Discovery thread.
 */
final class Membership {
    /** What follows. */
    interface Verdicts {
        /** It is the map's unit that a placed path leads to. */
        void verified(KnownPath path);

        /** A path waits to be placed again. */
        void again(KnownPath path);

        /** Something was decided: maps may have changed. */
        void decided();
    }

    private final MapBook book;
    private final Supplier<MapRules> rules;
    private final MapMessages messages;
    private final ContentCheck contents;
    private final Removal removal;
    private final Looks looks;
    private final Supplier<Collection<KnownPath>> paths;
    private final Verdicts verdicts;
    private final Resizing resizing;

    /**
     * Makes one.
     *
     * @param paths all there are
     * @param rule {@code auto_resize}
     */
    Membership(
            Wiring wiring,
            MapBook book,
            MapMessages messages,
            Looks looks,
            Supplier<Collection<KnownPath>> paths,
            Removal removal,
            Supplier<Resize> rule,
            Verdicts verdicts) {
        this.resizing = new Resizing(wiring, book, looks, rule, removal, this::verify);
        this.removal = removal;
        this.looks = looks;
        this.paths = paths;
        this.book = book;
        this.rules = wiring.rules();
        this.messages = messages;
        this.contents = new ContentCheck(wiring.thread(), wiring.times(), messages);
        this.verdicts = verdicts;
    }

    /** Whether something is being found out. */
    boolean busy() {
        return contents.busy() || resizing.busy();
    }

    /** Sizes of units. */
    Resizing resizing() {
        return resizing;
    }

    /** Nothing of what was found out about a path counts any more: its nexus is lost, or it is gone. */
    void lost(KnownPath path) {
        path.comparison = null;
        path.registration = Registration.NONE;
        resizing.lost(path);
        if (path.standing == Standing.COMPARED) {
            path.standing = Standing.PROBING;
        }
        if (path.dispute == Dispute.CONTENT) {
            path.dispute = Dispute.WWID; // by its name it comes back, and is compared again
        }
    }

    // ---- paths that are in a map ----

    /**
     * A path was checked. Where its number has no unit any more somebody may be about to put another one there, of which the
     * other paths of the map need not hear: they are identified, while I/O goes on.
     */
    void checked(KnownPath path, CheckOutcome outcome) {
        boolean went = outcome.state() == CheckerState.DISCONNECTED && path.check.state() != CheckerState.DISCONNECTED;
        if (path.placed() && went) {
            path.map.paths.stream().filter(other -> other != path).forEach(looks::identify);
        }
    }

    /** The identity of a placed path was read again. It is used when that is done, and perhaps blocks were compared. */
    void verify(KnownPath path) {
        MapEntry entry = path.map;
        String before = entry.unit.wwid();
        String now = path.identity.unit().wwid();
        path.verified = before.equals(now);
        if (!path.verified) {
            anotherUnit(path, Dispute.WWID, "unit behind the path changed its WWID from " + before + " to " + now);
            return;
        }
        path.judgement = entry.judge(path);
        if (path.judgement.another() != null) {
            anotherUnit(path, Dispute.EVIDENCE, path.judgement.another());
        } else if (path.judgement.resized() != null) {
            path.verified = !messages.failed(path); // it stays what it is until the others were asked
            resizing.differs(path);
        } else if (isDoubted(path) && messages.failed(path) && contents.hasWitness(path, entry)) {
            path.verified = false;
            contents.compare(path, entry, outcome -> verified(path, entry, outcome));
        } else {
            verdicts.verified(path);
        }
    }

    /**
     * Takes a path out, and has those that stay identified: they may not have heard of it yet. One that leads to the same
     * number of the same target is not used before that is known; first of all, as the table without the path may have I/O
     * go there.
     */
    private void anotherUnit(KnownPath path, Dispute why, String sentence) {
        for (KnownPath other : path.map.paths) {
            boolean sameNumber = other.transport == path.transport && other.node().equals(path.node())
                    && other.device.lun() == path.device.lun();
            if (other != path && sameNumber && other.verified) {
                looks.suspect(other, "path " + path.name() + " to the same unit leads to another one");
            } else if (other != path) {
                looks.identify(other);
            }
        }
        removal.quarantine(path, why, sentence);
    }

    private boolean isDoubted(KnownPath path) {
        return rules.get().guardRead().wants(path.judgement.doubt());
    }

    private void verified(KnownPath path, MapEntry entry, Outcome outcome) {
        if (!path.placed() || path.map != entry) {
            return;
        }
        path.verified = true;
        if (outcome instanceof Different different) {
            removal.quarantine(path, Dispute.CONTENT, sentence(entry, different));
        } else if (outcome instanceof Same same) {
            path.compared = same.words();
            verdicts.verified(path);
        } else if (outcome instanceof Unreadable unreadable) {
            path.compared = "not compared: " + unreadable.reason(); // it stays failed; its next good check tries again
        }
    }

    // ---- paths that are in none yet ----

    /** A path that is identified joins the map of its WWID, now or when its content was compared, or does not. */
    void place(KnownPath path, MapEntry entry) {
        Judgement judgement = entry.judge(path);
        path.judgement = judgement;
        path.awaitsContent = false;
        if (judgement.another() != null) {
            path.quarantine(Dispute.EVIDENCE, judgement.another());
        } else if (judgement.resized() != null) {
            otherSize(path, entry);
        } else if (isDoubted(path) && !entry.paths.isEmpty()) {
            compare(path, entry);
        } else {
            book.join(path, entry);
        }
    }

    /** When nobody tells the size that the map has, its unit may have another one now. */
    private void otherSize(KnownPath path, MapEntry entry) {
        if (joinsByOtherSize(path, path.judgement, entry)) {
            book.join(path, entry);
        } else {
            path.quarantine(Dispute.EVIDENCE, path.judgement.resized());
        }
        resizing.ask(entry);
    }

    /** Whether a path that was quarantined leads to the unit it should again, or stands in nobody's way any more. */
    boolean isRestored(KnownPath path) {
        String wwid = path.identity.unit().wwid();
        boolean mapStays = path.map != null && book.entry(path.map.unit.wwid()) != null;
        if (path.dispute != Dispute.NONE && mapStays && !path.map.unit.wwid().equals(wwid)) {
            return false;
        }
        MapEntry entry = book.entry(wwid);
        return switch (path.dispute) {
            case NONE, WWID -> true;
            case EVIDENCE -> entry == null || isUnitOf(entry, path);
            case CONTENT -> entry == null;
        };
    }

    /** Why a path that is quarantined is none of its map, by what it tells now; null when that is not why. */
    String evidenceAgainst(KnownPath path) {
        MapEntry entry = path.dispute == Dispute.EVIDENCE ? book.entry(path.identity.unit().wwid()) : null;
        return entry == null ? null : entry.judge(path).whyNot();
    }

    /** Where no path is left that tells the map's size, those that are out for theirs come back when they tell one size. */
    private boolean isUnitOf(MapEntry entry, KnownPath path) {
        Judgement judgement = entry.judge(path);
        return judgement.whyNot() == null
                || joinsByOtherSize(path, judgement, entry) && allOutsideTell(path.identity.unit());
    }

    /** A unit that is doubted does so only if a person asks, and nobody else has the map. For a map that goes none does. */
    private boolean joinsByOtherSize(KnownPath path, Judgement judgement, MapEntry entry) {
        boolean sure = judgement.doubt() == null || path.wanted && entry.paths.isEmpty();
        return judgement.another() == null && sure && !entry.isSizeTold() && !book.goes(entry);
    }

    private boolean allOutsideTell(LogicalUnit unit) {
        for (KnownPath other : paths.get()) {
            boolean outside = other.standing == Standing.QUARANTINED && other.dispute == Dispute.EVIDENCE
                    && other.check.usable() && other.identity != null && other.identity.unit().wwid().equals(unit.wwid());
            if (outside && other.identity.unit().blocks() != unit.blocks()) {
                return false;
            }
        }
        return true;
    }

    private void compare(KnownPath path, MapEntry entry) {
        path.standing = Standing.COMPARED;
        path.reason = "its content is being compared with that of map " + entry.name;
        contents.compare(path, entry, outcome -> compared(path, entry, outcome));
    }

    private void compared(KnownPath path, MapEntry entry, Outcome outcome) {
        if (path.standing != Standing.COMPARED) {
            return;
        }
        if (book.entry(entry.unit.wwid()) != entry) {
            verdicts.again(path);
        } else if (outcome instanceof Different different) {
            path.quarantine(Dispute.CONTENT, sentence(entry, different));
        } else if (outcome instanceof Same same) {
            path.compared = same.words();
            book.join(path, entry);
        } else if (outcome instanceof Unreadable unreadable) {
            path.awaitsContent = true;
            path.compared = "not compared: " + unreadable.reason();
            path.reject("not sure that it is the unit of map " + entry.name + " (" + path.judgement.doubt()
                    + "), and its content could not be compared: " + unreadable.reason(), Level.WARNING);
        }
        verdicts.decided();
    }

    private static String sentence(MapEntry entry, Different different) {
        return "unit has other content than map " + entry.name + " of the same WWID: " + different.words();
    }
}
