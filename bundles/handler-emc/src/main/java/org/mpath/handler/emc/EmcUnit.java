package org.mpath.handler.emc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.Trespass;

/** What was last heard of a unit: who it is, its state at each storage processor, how it is moved. One owner. */
final class EmcUnit {
    private static final Logger LOG = System.getLogger("org.mpath.handler.emc");

    /** Any storage processor. */
    static final int ANY = -1;

    private final Map<Integer, Integer> lunStates = new TreeMap<>();
    private final KnownUnit known = new KnownUnit();
    private Trespass trespass;
    private long rejected;

    /** @param trespass how it is moved; null to go by the array's model */
    EmcUnit(Trespass trespass) {
        this.trespass = trespass;
    }

    /** How it is moved; null while the array's model is not known. */
    Trespass trespass() {
        return trespass;
    }

    /** How many answers were not believed. */
    long rejected() {
        return rejected;
    }

    /**
     * Takes in who owns the unit; null when the answer is not believed: what was known stays.
     *
     * @param processor who must have answered; {@link #ANY} when that is not known yet
     */
    ClariionPage read(PathCommand answer, int processor) {
        ClariionPage page;
        try {
            page = ClariionPage.parse(answer.received());
        } catch (MalformedResponse malformed) {
            reject(answer.path(), malformed.getMessage());
            return null;
        }
        String doubt = doubt(page, processor);
        if (doubt != null) {
            reject(answer.path(), doubt);
            return null;
        }
        learn(page, answer.path());
        return page;
    }

    /** Why a page is not believed; null when it is. */
    private String doubt(ClariionPage page, int processor) {
        if (page.lunState() > ClariionPage.OWNED) {
            return "LUN state " + page.lunState();
        }
        if (processor != ANY && processor != page.processor()) {
            return "processor " + name(page.processor()) + " answers for " + name(processor);
        }
        String before = known.uniqueId();
        return known.same(page.uniqueId()) ? null : "unit " + page.uniqueId() + " answers for " + before;
    }

    private void learn(ClariionPage page, PathDevice path) {
        if (page.owned()) {
            lunStates.replaceAll((processor, state) -> state == ClariionPage.OWNED ? ClariionPage.BOUND : state);
        }
        Integer before = lunStates.put(page.processor(), page.lunState());
        if (before == null || before != page.lunState()) {
            LOG.log(Level.INFO, "event=emc.owner_changed path=" + path.name() + " processor=" + name(page.processor())
                    + " from=" + (before == null ? "unknown" : words(before)) + " to=" + words(page.lunState()));
        }
    }

    /** Takes in the array's model, which says how it is moved. */
    void readModel(PathCommand answer) {
        boolean shortForm = false;
        try {
            shortForm = ClariionModel.parse(answer.received()).shortTrespass();
        } catch (MalformedResponse malformed) {
            reject(answer.path(), malformed.getMessage());
        }
        trespass = new Trespass(shortForm, false);
    }

    /** An answer is not believed. */
    private void reject(PathDevice path, String reason) {
        rejected++;
        if (Long.bitCount(rejected) == 1) { // the 1st, 2nd, 4th, 8th...
            LOG.log(Level.WARNING, "event=emc.answer_rejected path=" + path.name() + " count=" + rejected + " reason=\""
                    + reason + '"');
        }
    }

    /** The processors and the unit's state there: {@code A:owned B:bound}. */
    String words() {
        return lunStates.entrySet().stream()
                .map(entry -> name(entry.getKey()) + ":" + words(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** The word for a LUN state, 0 to 2. */
    static String words(int lunState) {
        return switch (lunState) {
            case ClariionPage.UNBOUND -> "unbound";
            case ClariionPage.BOUND -> "bound";
            default -> "owned";
        };
    }

    private static String name(int processor) {
        return processor < 26 ? String.valueOf((char) ('A' + processor)) : Integer.toString(processor);
    }
}
