package org.mpath.discovery;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.CheckListener;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;

/** An array family as a test wants it: every part can be replaced, also while it is used. */
final class FakeFamily implements HardwareHandlerFactory {
    /** What a checker does. */
    @FunctionalInterface
    interface Check {
        void check(PathDevice path, long timeoutNanos, CheckListener listener);
    }

    /** What a prioritizer does. */
    @FunctionalInterface
    interface Rank {
        void rank(PathDevice path, long timeoutNanos, RankListener listener);
    }

    private static final int PAGE = 0xc9;
    private static final int PAGE_BYTES = 48;

    static final PathRank OPTIMIZED = new PathRank(50, 1, "active/optimized");
    static final PathRank NON_OPTIMIZED = new PathRank(10, 2, "active/non-optimized");

    private final String name;
    Predicate<PathFacts> claims = path -> true;
    List<HandlerMatch> matches = List.of();
    /** How a map is built that begins with this path; null for {@link #defaults}. */
    Function<PathFacts, ArrayDefaults> defaultsOfPath;
    ArrayDefaults defaults = ArrayDefaults.SYMMETRIC;
    /** Null for none; read once, when the family is leased. */
    volatile Check check;
    /** Null for none; read once, when the family is leased. */
    volatile Rank rank;
    /** What {@link #ranksByPort} answers, by port. */
    final Map<String, PathRank> ranks = new ConcurrentHashMap<>();

    final AtomicInteger checks = new AtomicInteger();
    final Map<String, AtomicInteger> rankings = new ConcurrentHashMap<>();

    FakeFamily(String name) {
        this.name = name;
    }

    FakeFamily with(ArrayDefaults.Grouping grouping, int failbackSeconds) {
        defaults = new ArrayDefaults(grouping, "round-robin", List.of(), List.of(), failbackSeconds);
        return this;
    }

    /** Finds every path up. */
    FakeFamily checksUp() {
        check = (path, timeoutNanos, listener) -> listener.checked(CheckerState.UP, "");
        return this;
    }

    /** Asks for the vendor page C9h: up when it comes, down otherwise. */
    FakeFamily checksByPage() {
        check = (path, timeoutNanos, listener) -> {
            ScsiTask task = pageC9(timeoutNanos);
            path.submit(task, ended -> listener.checked(
                    ended.good() ? CheckerState.UP : CheckerState.DOWN, ended.good() ? "" : "no page C9h"));
        };
        return this;
    }

    static ScsiTask pageC9(long timeoutNanos) {
        ScsiTask task = new ScsiTask();
        task.cdbLength = Cdb.inquiryPage(task.cdb, PAGE, PAGE_BYTES);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(PAGE_BYTES);
        task.dataLength = PAGE_BYTES;
        task.timeoutNanos = timeoutNanos;
        task.begin();
        return task;
    }

    /** Whether a CDB asks for page C9h. */
    static boolean asksForPage(byte[] cdb) {
        return CdbFields.opcode(cdb) == Opcode.INQUIRY && CdbFields.vitalProductPage(cdb)
                && CdbFields.inquiryPage(cdb) == PAGE;
    }

    /** Ranks by {@link #ranks}; a port that is not there is not known. */
    FakeFamily ranksByPort() {
        rank = (path, timeoutNanos, listener) -> listener.ranked(ranks.getOrDefault(path.port(), PathRank.UNKNOWN));
        return this;
    }

    int rankings(FakePath path) {
        AtomicInteger count = rankings.get(path.name());
        return count == null ? 0 : count.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<HandlerMatch> matches() {
        return matches;
    }

    @Override
    public boolean claims(PathFacts path) {
        return claims.test(path);
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PathChecker checker() {
        return check == null ? null : new FakeChecker();
    }

    @Override
    public Prioritizer prioritizer() {
        return rank == null ? null : new FakePrioritizer();
    }

    @Override
    public ArrayDefaults defaults() {
        return defaults;
    }

    @Override
    public ArrayDefaults defaults(PathFacts path) {
        return defaultsOfPath == null ? defaults : defaultsOfPath.apply(path);
    }

    private final class FakeChecker implements PathChecker {
        @Override
        public String name() {
            return FakeFamily.this.name + "_checker";
        }

        @Override
        public void check(PathDevice path, long timeoutNanos, CheckListener listener) {
            checks.incrementAndGet();
            check.check(path, timeoutNanos, listener);
        }
    }

    private final class FakePrioritizer implements Prioritizer {
        @Override
        public String name() {
            return FakeFamily.this.name;
        }

        @Override
        public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
            rankings.computeIfAbsent(path.name(), none -> new AtomicInteger()).incrementAndGet();
            rank.rank(path, timeoutNanos, listener);
        }
    }
}
