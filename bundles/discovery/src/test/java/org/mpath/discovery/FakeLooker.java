package org.mpath.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.api.plugin.RankListener;

/** Checkers and prioritizers that belong to no array, as tests want them. */
final class FakeLooker {
    private FakeLooker() {}

    /** A checker that can be replaced while it is used. */
    static final class Checker implements PathCheckerFactory, PathChecker {
        private final String name;
        /** What it does; finds every path up unless a test wants something else. */
        volatile FakeFamily.Check check = (path, timeoutNanos, listener) -> listener.checked(CheckerState.UP, "");

        final AtomicInteger checks = new AtomicInteger();

        Checker(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public PathChecker create() {
            return this;
        }

        @Override
        public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
            checks.incrementAndGet();
            check.check(path, timeoutNanos, listener);
        }
    }

    /** A prioritizer: a path ranks as the number that is its only argument says. */
    static final class Numbers implements PrioritizerFactory {
        private final String name;
        /** The arguments that prioritizers were made with. */
        final List<List<String>> made = new CopyOnWriteArrayList<>();

        final AtomicInteger rankings = new AtomicInteger();

        Numbers(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Prioritizer create(List<String> arguments) {
            if (arguments.size() != 1 || !arguments.get(0).matches("\\d+")) {
                throw new IllegalArgumentException(name + " takes one number, not " + arguments);
            }
            made.add(arguments);
            return new Given(name, Integer.parseInt(arguments.get(0)), rankings);
        }

        private record Given(String name, int priority, AtomicInteger rankings) implements Prioritizer {
            @Override
            public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
                rankings.incrementAndGet();
                listener.ranked(new PathRank(priority, -1, ""));
            }
        }
    }
}
