package org.mpath.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mpath.config.GroupingPolicy;

/**
 * A path group as discovery wants it, and multipath-tools' rules for groups (peers.md B.8): which paths form one, in which
 * order they come, and which is the best.
 *
 * @param <P> the paths
 * @param paths at least one, in table order
 */
record PathGroup<P extends Ranked>(List<P> paths) {
    /**
     * In tables: those without marginal paths first, then the better one, then the larger one; whoever is usable, so that a
     * path that fails moves nothing.
     */
    private static final Comparator<PathGroup<?>> TABLE_ORDER = Comparator.<PathGroup<?>, Boolean>comparing(
                    group -> !group.marginal())
            .thenComparingInt(PathGroup::standing)
            .thenComparingInt(group -> group.paths().size())
            .reversed();

    /** The better one now: with a usable path, without marginal ones, then the higher priority, then more usable paths. */
    private static final Comparator<PathGroup<?>> BETTER = Comparator.<PathGroup<?>, Boolean>comparing(
                    group -> group.usableCount() > 0)
            .thenComparing(group -> !group.marginal())
            .thenComparingInt(PathGroup::priority)
            .thenComparingInt(PathGroup::usableCount);

    /**
     * Forms groups, the best by rank first; equal ones keep the order of their paths.
     *
     * @param apart whether marginal paths form groups of their own: {@code marginal_pathgroups}
     */
    static <P extends Ranked> List<PathGroup<P>> of(GroupingPolicy policy, boolean apart, Collection<P> paths) {
        List<PathGroup<P>> groups = new ArrayList<>();
        if (apart) {
            groups.addAll(by(policy, paths.stream().filter(path -> !path.marginal()).toList()));
            groups.addAll(by(policy, paths.stream().filter(Ranked::marginal).toList()));
        } else {
            groups.addAll(by(policy, paths));
        }
        groups.sort(TABLE_ORDER);
        return List.copyOf(groups);
    }

    private static <P extends Ranked> List<PathGroup<P>> by(GroupingPolicy policy, Collection<P> paths) {
        return switch (policy) {
            case MULTIBUS -> by(path -> 0, paths);
            case FAILOVER -> paths.stream().map(path -> new PathGroup<>(List.of(path))).toList();
            case GROUP_BY_PRIO -> by(Ranked::priority, paths);
            case GROUP_BY_TPG -> by(Ranked::portGroup, paths);
            case GROUP_BY_SERIAL -> by(Ranked::serial, paths);
            case GROUP_BY_NODE_NAME -> by(Ranked::node, paths);
        };
    }

    private static <P extends Ranked> List<PathGroup<P>> by(Function<Ranked, Object> key, Collection<P> paths) {
        Map<Object, List<P>> members = new LinkedHashMap<>();
        paths.forEach(path -> members.computeIfAbsent(key.apply(path), none -> new ArrayList<>()).add(path));
        return members.values().stream().map(group -> new PathGroup<>(List.copyOf(group))).toList();
    }

    /** The number of the best group now, from 1; 0 when there is none. */
    static int best(List<? extends PathGroup<?>> groups) {
        int best = 0;
        for (int number = 1; number <= groups.size(); number++) {
            if (best == 0 || BETTER.compare(groups.get(number - 1), groups.get(best - 1)) > 0) {
                best = number;
            }
        }
        return best;
    }

    /** The priority now: the mean of its usable paths' known priorities, rounded down. */
    int priority() {
        return mean(Ranked::usable);
    }

    /** The priority if all its paths were usable. */
    int standing() {
        return mean(path -> true);
    }

    /** Whether it has a marginal path. */
    boolean marginal() {
        return paths.stream().anyMatch(Ranked::marginal);
    }

    int usableCount() {
        return (int) paths.stream().filter(Ranked::usable).count();
    }

    /** 0 of no path, -1 of paths whose priority nobody knows. */
    private int mean(Predicate<Ranked> counts) {
        long sum = 0;
        int known = 0;
        int counted = 0;
        for (P path : paths) {
            if (counts.test(path)) {
                counted++;
                known += path.priority() < 0 ? 0 : 1;
                sum += Math.max(0, path.priority());
            }
        }
        if (known > 0) {
            return (int) (sum / known);
        }
        return counted == 0 ? 0 : -1;
    }
}
