package org.mpath.itests.check.rule;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;

/** What it says of a path before it sees one: whether that is one of its arrays', and how maps are built. */
final class ClaimsRule {
    /** As long as discovery waits. */
    private static final long ANSWER_MILLIS_MAX = 1_000;
    /** A pause of the whole process uses up one of them. */
    private static final int SLICES = 4;

    private static final int INQUIRY_BYTES = 96;
    private static final long[] LUNS = {0, 1, 255, 256, 16_383, 0x4000_0000_0000L, Long.MAX_VALUE, -1};

    private ClaimsRule() {}

    static void check(Subject subject, Trial trial) {
        for (Family family : subject.families()) {
            family.with(factory -> {
                check(factory, trial);
                return null;
            });
        }
    }

    private static void check(HardwareHandlerFactory factory, Trial trial) {
        int scenes = Math.max(LUNS.length, trial.effort().scenes());
        for (int number = 0; number < scenes && !trial.enough(); number++) {
            PathFacts path = facts(factory, number, trial.chance(number));
            try {
                same("claims()", path, () -> factory.claims(path), trial);
                same("defaults(path)", path, () -> factory.defaults(path), trial);
            } catch (TimeoutException late) {
                trial.find(late.getMessage() + " did not answer within " + ANSWER_MILLIS_MAX + " ms for LUN " + path.lun(),
                        "compare what you are told with what you know, and answer: no loop, no waiting");
                return;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            trial.progress(number + 1, scenes);
        }
    }

    /** Standard INQUIRY data of the length that units have, and all the rest at random. */
    private static PathFacts facts(HardwareHandlerFactory factory, int number, Random chance) {
        byte[] inquiry = new byte[INQUIRY_BYTES];
        chance.nextBytes(inquiry);
        List<HandlerMatch> rows = factory.matches();
        HandlerMatch row = rows.isEmpty() ? new HandlerMatch("", "") : rows.get(chance.nextInt(rows.size()));
        return new PathFacts("check:P" + number + "/0", "P" + number, LUNS[number % LUNS.length], padded(row.vendor(), 8),
                padded(row.product(), 16), "1", chance.nextInt(4), inquiry);
    }

    private static String padded(String text, int width) {
        return String.format("%-" + width + "s", text).substring(0, width);
    }

    /** Throwing is what {@link HostileRule} looks for. */
    private static <A> void same(String call, PathFacts path, Supplier<A> question, Trial trial)
            throws TimeoutException, InterruptedException {
        try {
            A first = answer(call, question);
            A second = answer(call, question);
            if (first == null || !first.equals(second)) {
                trial.find(call + " is " + first + ", and then " + second + ", for the same path",
                        "decide by the facts of the path alone: the answer is kept");
            }
        } catch (ExecutionException thrown) {
            if (call.startsWith("defaults")) {
                trial.find(call + " threw " + thrown.getCause() + " for LUN " + path.lun(), "answer your defaults when in doubt");
            }
        }
    }

    private static <A> A answer(String call, Supplier<A> question)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<A> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }, "check-claims");
        thread.setDaemon(true);
        thread.start();
        for (int slice = 0; slice < SLICES; slice++) {
            thread.join(ANSWER_MILLIS_MAX / SLICES);
        }
        if (thread.isAlive()) {
            thread.interrupt();
            throw new TimeoutException(call);
        }
        return answer.get(0, TimeUnit.MILLISECONDS);
    }
}
