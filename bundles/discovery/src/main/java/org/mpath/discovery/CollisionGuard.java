package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DesignatorKind;

/**
 * Compares the unit behind a path with the unit of the map of the same WWID. Pure.
 *
 * <p>Block size, size, vendor, product, serial number and designators must be the same. Of each kind of designator one must
 * be common, where both have some: a worldwide kind always, and the others (T10 vendor id, SCSI name) unless a worldwide one
 * agrees; locally assigned numbers (NAA 3) differ by target and say nothing then. Limits (VPD page B0h) that a controller
 * with other software may report otherwise contradict only where nothing worldwide agrees. What one side does not tell is no
 * contradiction, but counted.
 */
final class CollisionGuard {
    private static final Set<DesignatorKind> WORLDWIDE =
            Set.of(DesignatorKind.NAA_6, DesignatorKind.NAA_5, DesignatorKind.NAA_2, DesignatorKind.EUI_64, DesignatorKind.UUID);

    /**
     * What came of it.
     *
     * @param another why it is another unit, one sentence; null when nothing says so
     * @param resized in what its size differs, one sentence; null when it does not, or is not known
     * @param doubt why all that agrees may agree by chance, one clause; null when it cannot
     * @param agreed what both sides tell alike
     * @param unknown what one side does not tell, or both
     */
    record Judgement(String another, String resized, String doubt, List<String> agreed, List<String> unknown) {
        /** Why the path is none of the map's, one sentence; null when it is one. */
        String whyNot() {
            return another == null ? resized : another;
        }

        /** The same with a further doubt. */
        Judgement doubting(String further) {
            return new Judgement(another, resized, doubt == null ? further : doubt, agreed, unknown);
        }
    }

    private final String map;
    private final Evidence had;
    private final Evidence has;
    private final List<String> contradictions = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final List<String> agreed = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private CollisionGuard(String map, Evidence had, Evidence has) {
        this.map = map;
        this.had = had;
        this.has = has;
    }

    /**
     * Judges.
     *
     * @param map the map's name, for the sentences
     * @param had what the map's unit is
     * @param has what the unit behind the path is
     */
    static Judgement judge(String map, Evidence had, Evidence has) {
        return new CollisionGuard(map, had, has).judge();
    }

    private Judgement judge() {
        String resized = compare("size", had.blocks(), has.blocks())
                ? "unit has " + has.blocks() + " blocks, map " + map + " of the same WWID has " + had.blocks()
                : null;
        if (compare("block size", had.blockSize(), has.blockSize())) {
            contradictions.add("unit has blocks of " + has.blockSize() + " bytes, map " + map + " of the same WWID has "
                    + had.blockSize());
        }
        text("serial", had.serial(), has.serial());
        text("vendor", had.vendor(), has.vendor());
        text("product", had.product(), has.product());
        boolean worldwide = designators();
        limits(worldwide);
        if (!worldwide) {
            doubts.add("no worldwide designator is among what agrees");
        }
        return new Judgement(first(contradictions), resized, first(doubts), List.copyOf(agreed), List.copyOf(unknown));
    }

    private static String first(List<String> sentences) {
        return sentences.isEmpty() ? null : sentences.get(0);
    }

    /** Whether two values differ; 0 is not known. */
    private boolean compare(String what, long before, long now) {
        if (before == 0 || now == 0) {
            unknown.add(what);
            return false;
        }
        if (before == now) {
            agreed.add(what);
        }
        return before != now;
    }

    private void text(String what, String before, String now) {
        if (before.isEmpty() || now.isEmpty()) {
            unknown.add(what);
        } else if (before.equals(now)) {
            agreed.add(what);
        } else {
            contradictions.add(differs(what, '"' + now + '"', '"' + before + '"'));
        }
    }

    private String differs(String what, String now, String before) {
        return "unit has " + what + ' ' + now + ", map " + map + " of the same WWID has " + before;
    }

    // ---- designators ----

    /** Whether a worldwide one agrees. */
    private boolean designators() {
        // the WWIDs are the same, of whatever designator the map's was made
        boolean worldwide = had.designators().isEmpty() && has.worldwide() || has.designators().stream()
                .anyMatch(each -> DesignatorKind.isWorldwide(each) && had.designators().contains(each));
        for (DesignatorKind kind : DesignatorKind.values()) {
            if (kind != DesignatorKind.NONE) {
                designators(kind, worldwide);
            }
        }
        return worldwide;
    }

    private void designators(DesignatorKind kind, boolean worldwide) {
        List<Designator> before = of(kind, had);
        List<Designator> now = of(kind, has);
        if (before.isEmpty() && now.isEmpty()) {
            return;
        }
        if (before.isEmpty() || now.isEmpty()) {
            unknown.add(kind.words());
        } else if (now.stream().anyMatch(before::contains)) {
            agreed.add(kind.words());
        } else if (WORLDWIDE.contains(kind) || !worldwide) {
            contradictions.add(differs("designator", words(now), words(before)));
        } else if (kind != DesignatorKind.NAA_3) {
            doubts.add(differs("designator", words(now), words(before)));
        }
    }

    private static List<Designator> of(DesignatorKind kind, Evidence evidence) {
        return evidence.designators().stream()
                .filter(each -> DesignatorKind.of(each) == kind)
                .toList();
    }

    private static String words(List<Designator> designators) {
        return designators.stream().map(DesignatorKind::describe).distinct().collect(Collectors.joining(" and "));
    }

    // ---- limits ----

    private void limits(boolean worldwide) {
        if (had.limits() == null || has.limits() == null) {
            unknown.add("limits");
            return;
        }
        String differs = differing(had.limits(), has.limits());
        if (differs == null) {
            agreed.add("limits");
        } else {
            (worldwide ? doubts : contradictions).add(differs);
        }
    }

    /** Transfer lengths are left out: they may differ by the port a command takes. */
    private String differing(BlockLimits before, BlockLimits now) {
        return Stream.of(
                        differing("longest UNMAP of", before.unmapMax(), now.unmapMax()),
                        differing("granularity of UNMAP of", before.unmapGranularity(), now.unmapGranularity()),
                        differing("longest WRITE SAME of", before.writeSameMax(), now.writeSameMax()),
                        differing("longest COMPARE AND WRITE of", before.compareAndWriteMax(), now.compareAndWriteMax()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String differing(String what, long before, long now) {
        return before == 0 || now == 0 || before == now ? null : differs(what, now + " blocks", Long.toString(before));
    }
}
