package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.reactor.EventLoop;
import org.mpath.scsi.Status;

/** What discovery does where no array plug-in does: multipath-tools' checker {@code tur} and prioritizer {@code const}. */
class CheckVectorsTest {
    @TempDir
    Path directory;

    private final EventLoop loop = open();

    private static EventLoop open() {
        try {
            return new EventLoop("vectors", 1024, 1 << 20);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    static List<GroupVector> checks() throws IOException {
        return GroupVector.read("checker-tur.json", "cases");
    }

    static List<GroupVector> ranks() throws IOException {
        return GroupVector.read("prioritizer-const.json", "cases");
    }

    /** Cases that are answered otherwise here, with the answer: lines of {@code case | answer | reason}. */
    private static Map<String, String> exceptions() throws IOException {
        try (var in = CheckVectorsTest.class.getResourceAsStream("checker-tur-exceptions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    private static boolean lost(Map<String, Object> canned) {
        return canned.containsKey("ioctl_errno") || number(canned, "host_status") != 0;
    }

    private static int number(Map<String, Object> canned, String field) {
        return Integer.decode((String) canned.getOrDefault(field, "0"));
    }

    /** The first reply, until it has been given as often as it may be. */
    private static Function<byte[], FakeUnit.Reply> script(List<Map<String, Object>> replies) {
        AtomicInteger given = new AtomicInteger();
        Object times = replies.get(0).getOrDefault("times", Integer.MAX_VALUE);
        return cdb -> reply(replies.get(given.getAndIncrement() < (Integer) times ? 0 : 1));
    }

    private static FakeUnit.Reply reply(Map<String, Object> canned) {
        int status = number(canned, "scsi_status");
        Object sense = canned.getOrDefault("sense", "");
        return new FakeUnit.Reply(status, new byte[0], status == Status.GOOD ? new byte[0] : HexFormat.of().parseHex((String) sense));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void checksAsMultipathToolsDoes(GroupVector vector) throws Exception {
        FakePath path = path(vector.objects("replies"));
        CompletableFuture<CheckOutcome> checked = new CompletableFuture<>();
        loop.execute(() -> checkup(path).start((outcome, rank) -> checked.complete(outcome)));
        String state = checked.get(20, TimeUnit.SECONDS).state().name().toLowerCase(Locale.ROOT);
        String ours = state + " after " + path.received.size();
        String theirs = vector.fields().get("state") + " after "
                + ((List<?>) vector.fields().get("cdbs_sent_by_check")).size();
        assertThat(path.received).containsOnly("0");
        String exception = exceptions().get(vector.toString());
        assertThat(ours).isEqualTo(exception == null ? theirs : exception);
        assertThat(exception).as("an exception that is none any more").isNotEqualTo(theirs);
    }

    private FakePath path(List<Map<String, Object>> replies) {
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        unit.script = script(replies);
        FakePath path = new FakePath(loop, "A0", 0, unit);
        path.linkReason = lost(replies.get(0)) ? "no answer" : null;
        return path;
    }

    private static Checkup checkup(FakePath path) {
        return new Checkup(path, new PathCommand(path, () -> { }), () -> CheckTimes.DEFAULT, (attention, words) -> { }, () -> { });
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(checks()).extracting(GroupVector::toString).containsAll(exceptions().keySet());
    }

    @ParameterizedTest
    @MethodSource("ranks")
    void pathsThatNobodyRanksAreAlikeAsMultipathToolsHasThem(GroupVector vector) throws Exception {
        try (Rig rig = new Rig(directory)) {
            FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
            FakePath first = rig.path("A0", 0, unit);
            FakePath second = rig.path("B0", 0, unit);
            rig.startSettled();
            Object priority = vector.fields().get("priority");
            assertThat(rig.seen(first).priority()).isEqualTo(priority);
            assertThat(rig.seen(second).priority()).isEqualTo(priority);
        }
    }
}
