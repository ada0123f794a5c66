package org.mpath.discovery;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;
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
    private final Verdicts verdicts;

    Membership(Wiring wiring, MapBook book, MapMessages messages, Removal removal, Verdicts verdicts) {
        this.removal = removal;
        this.book = book;
        this.rules = wiring.rules();
        this.messages = messages;
        this.contents = new ContentCheck(wiring.thread(), wiring.times(), messages);
        this.verdicts = verdicts;
    }

    /** Whether content is being compared. */
    boolean busy() {
        return contents.busy();
    }

    /** Nothing of what was found out about a path counts any more: its nexus is lost, or it is gone. */
    void lost(KnownPath path) {
        path.comparison = null;
        if (path.standing == Standing.COMPARED) {
            path.standing = Standing.PROBING;
        }
        if (path.dispute == Dispute.CONTENT) {
            path.dispute = Dispute.NONE; // it is compared again when the nexus is back
        }
    }

    // ---- paths that are in a map ----

    /** The identity of a placed path was read again. It is used when that is done, and perhaps blocks were compared. */
    void verify(KnownPath path) {
        MapEntry entry = path.map;
        String before = entry.unit.wwid();
        String now = path.identity.unit().wwid();
        path.verified = before.equals(now);
        if (!path.verified) {
            removal.quarantine(path, Dispute.WWID, "unit behind the path changed its WWID from " + before + " to " + now);
            return;
        }
        path.judgement = entry.judge(path);
        if (path.judgement.whyNot() != null) {
            removal.quarantine(path, Dispute.EVIDENCE, path.judgement.whyNot());
        } else if (isDoubted(path) && messages.failed(path) && contents.hasWitness(path, entry)) {
            path.verified = false;
            contents.compare(path, entry, outcome -> verified(path, entry, outcome));
        } else {
            verdicts.verified(path);
        }
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

    /** Compares a path that fits the map of its WWID with that map's content, and then lets it join. */
    void compare(KnownPath path) {
        MapEntry entry = book.entry(path.identity.unit().wwid());
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
