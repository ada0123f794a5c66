package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.config.GlobalSettings.Resize;
import org.mpath.discovery.KnownPath.Dispute;

/**
 * Follows the sizes of units, as a transaction over all paths of a map: when a path tells another size, or its unit says that
 * it changed, every usable path is asked. Only when all of them tell the same new size it is the unit's. Those that still tell
 * another one than the map has after a few rounds lead to another unit. Discovery thread.
 */
final class Resizing {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    /** How often paths are asked, one interval apart, until they agree: controllers hear of it one after the other. */
    private static final int ROUNDS_MAX = 3;

    private final MapBook book;
    private final Looks looks;
    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    private final Supplier<Resize> rule;
    private final Removal removal;
    private final Consumer<KnownPath> verify;
    private final Map<MapEntry, Survey> surveys = new HashMap<>();

    /** What the paths of a map tell. */
    private static final class Survey {
        final Set<KnownPath> waiting = new HashSet<>();
        final Set<KnownPath> answered = new HashSet<>();
        /** Who wants it by hand; told the size in bytes. */
        CompletableFuture<Long> wanted;
        int round;
        /** The next round is to begin. */
        boolean resting;
    }

    /**
     * Makes one.
     *
     * @param rule {@code auto_resize}
     * @param verify verifies a path again, by the size its map has then
     */
    Resizing(Wiring wiring, MapBook book, Looks looks, Supplier<Resize> rule, Removal removal, Consumer<KnownPath> verify) {
        this.book = book;
        this.looks = looks;
        this.thread = wiring.thread();
        this.times = wiring.times();
        this.rule = rule;
        this.removal = removal;
        this.verify = verify;
    }

    /** Whether a size is being found out. */
    boolean busy() {
        return !surveys.isEmpty();
    }

    /** Asks every path of a map for the size of its unit. */
    void ask(MapEntry entry) {
        if (!surveys.containsKey(entry)) {
            begin(entry, new Survey(), Set.of());
        }
    }

    /** A path, which was just asked, tells another size than its map: so are the others. */
    void differs(KnownPath path) {
        if (!surveys.containsKey(path.map)) {
            begin(path.map, new Survey(), Set.of(path));
        }
    }

    /** Another rule may hold: maps that kept their size are looked at again. */
    void ruleChanged() {
        book.entries().stream().filter(entry -> entry.toldBlocks != 0).toList().forEach(this::ask);
    }

    /** Somebody wants a map to follow its unit, whatever the rule. */
    void byHand(String map, CompletableFuture<Long> wanted) {
        MapEntry entry = book.entries().stream().filter(each -> each.name.equals(map)).findFirst().orElse(null);
        if (entry == null) {
            wanted.completeExceptionally(new ControlException(Code.NOT_FOUND, "there is no map " + map + "; mpath:list shows all"));
        } else if (surveys.containsKey(entry)) {
            wanted.completeExceptionally(new ControlException(Code.BUSY, "the size of map " + map + " is being found out; try again"));
        } else {
            Survey survey = new Survey();
            survey.wanted = wanted;
            begin(entry, survey, Set.of());
        }
    }

    private void begin(MapEntry entry, Survey survey, Set<KnownPath> answered) {
        surveys.put(entry, survey);
        int round = ++survey.round;
        survey.resting = false;
        survey.answered.clear();
        survey.answered.addAll(answered);
        survey.waiting.clear();
        entry.paths.stream()
                .filter(path -> path.check.usable() && !answered.contains(path))
                .forEach(survey.waiting::add);
        survey.waiting.forEach(looks::identify);
        thread.later(() -> {
            if (surveys.get(entry) == survey && survey.round == round && !survey.waiting.isEmpty()) {
                survey.waiting.clear();
                decide(entry, survey);
            }
        }, times.get().probeTimeoutMillis());
        decideWhenAllAnswered(entry, survey);
    }

    /** A path was asked, perhaps not by this: one that comes back meanwhile has a say, and is verified with the others. */
    void looked(KnownPath path) {
        Survey survey = path.map == null ? null : surveys.get(path.map);
        if (survey != null) {
            survey.answered.add(path);
            survey.waiting.remove(path);
            decideWhenAllAnswered(path.map, survey);
        }
    }

    /** A path cannot be asked any more. */
    void lost(KnownPath path) {
        Survey survey = path.map == null ? null : surveys.get(path.map);
        if (survey != null && (survey.waiting.remove(path) | survey.answered.remove(path))) {
            decideWhenAllAnswered(path.map, survey);
        }
    }

    private void decideWhenAllAnswered(MapEntry entry, Survey survey) {
        if (survey.waiting.isEmpty() && !survey.resting) {
            decide(entry, survey);
        }
    }

    private void decide(MapEntry entry, Survey survey) {
        List<KnownPath> tellers = survey.answered.stream()
                .filter(path -> path.placed() && path.map == entry && path.check.usable() && path.identity != null && path.identity.sized())
                .toList();
        Set<Long> sizes = tellers.stream()
                .map(path -> path.identity.unit().blocks())
                .collect(Collectors.toCollection(TreeSet::new));
        if (sizes.size() > 1 && survey.round < ROUNDS_MAX) {
            survey.resting = true;
            thread.later(() -> begin(entry, survey, Set.of()), times.get().intervalMillis());
            return;
        }
        surveys.remove(entry);
        if (sizes.size() == 1) {
            agreed(entry, sizes.iterator().next(), survey.wanted != null);
        }
        tellers.forEach(path -> settle(entry, path));
        answer(entry, sizes, survey.wanted);
    }

    /** All usable paths tell the same size. */
    private void agreed(MapEntry entry, long blocks, boolean byHand) {
        long before = entry.unit.blocks();
        if (blocks == before) {
            entry.toldBlocks = 0;
            entry.sizeNote = "";
            return;
        }
        Resize rules = rule.get();
        boolean follows = byHand || rules == Resize.GROW_SHRINK || rules == Resize.GROW_ONLY && blocks > before;
        String changed = "size changed from " + before + " to " + blocks + " blocks; ";
        String refusal = follows ? book.resize(entry, blocks)
                : "auto_resize is " + rules.name().toLowerCase(Locale.ROOT) + ": mpath:resize " + entry.name;
        entry.toldBlocks = refusal == null ? 0 : blocks;
        entry.sizeNote = refusal == null ? "" : changed + refusal;
        LOG.log(refusal == null ? Level.INFO : Level.WARNING, "event=map." + (refusal == null ? "resized" : "size_kept")
                + " map=" + entry.name + " from=" + before + " to=" + blocks
                + (refusal == null ? "" : LogWords.reason(refusal)));
    }

    /** By the size the map has now. */
    private void settle(MapEntry entry, KnownPath path) {
        if (!path.placed()) {
            return;
        }
        path.judgement = entry.judge(path);
        if (path.judgement.whyNot() == null) {
            verify.accept(path);
        } else {
            removal.quarantine(path, Dispute.EVIDENCE, path.judgement.whyNot());
        }
    }

    private static void answer(MapEntry entry, Set<Long> sizes, CompletableFuture<Long> wanted) {
        if (wanted == null) {
            return;
        }
        if (sizes.size() == 1 && entry.sizeNote.isEmpty()) {
            wanted.complete(entry.unit.sizeBytes());
        } else {
            String why = sizes.isEmpty() ? "no path tells the size of its unit"
                    : sizes.size() > 1 ? "its paths tell different sizes: " + sizes + " blocks" : entry.sizeNote;
            wanted.completeExceptionally(new ControlException(Code.BUSY, "map " + entry.name + " keeps its size: " + why));
        }
    }
}
