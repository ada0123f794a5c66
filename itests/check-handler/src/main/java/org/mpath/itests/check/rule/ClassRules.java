package org.mpath.itests.check.rule;

import java.lang.Thread.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mpath.itests.check.bundle.ClassFile;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.LikelyArray;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.Question;
import org.mpath.itests.check.play.Scene;
import org.mpath.itests.check.play.VirtualReactor;

/** What its class files must not refer to, and what must not be running after it was used. */
final class ClassRules {
    private static final Pattern THREAD_TYPES = Pattern.compile("java\\.lang\\.(Thread(Local|Group)?|InheritableThreadLocal)"
            + "|java\\.util\\.Timer(Task)?|java\\.lang\\.ref\\.Cleaner"
            + "|java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*|CompletableFuture|.*Latch|.*Barrier|.*Queue|Semaphore"
            + "|Phaser|Flow.*|SubmissionPublisher|locks\\..*)");
    private static final Pattern THREAD_CALLS = Pattern.compile(".*\\.parallelStream|java\\.util\\.stream\\..*\\.parallel");
    private static final Pattern NATIVE_TYPES = Pattern.compile("jnr\\..*|com\\.kenai\\..*|com\\.sun\\.jna\\..*"
            + "|(java\\.lang|jdk\\.incubator)\\.foreign\\..*|sun\\.misc\\..*|jdk\\.internal\\..*");
    private static final Pattern NATIVE_CALLS = Pattern.compile("java\\.lang\\.(System|Runtime)\\.load(Library)?");
    private static final Pattern NATIVE_FILES = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");
    private static final Pattern OUTSIDE_TYPES = Pattern.compile("java\\.net\\..*|java\\.nio\\.(channels|file)\\..*"
            + "|java\\.io\\.(File.*|RandomAccessFile)|java\\.lang\\.Process(Builder|Handle)?|javax\\.management\\..*"
            + "|java\\.util\\.(Random|SplittableRandom)|java\\.util\\.random\\..*|java\\.security\\.SecureRandom"
            + "|java\\.util\\.concurrent\\.ThreadLocalRandom");
    private static final Pattern OUTSIDE_CALLS = Pattern.compile("java\\.lang\\.System\\.(nanoTime|currentTimeMillis|exit|out"
            + "|err|in|setProperty)|java\\.time\\..*\\.now|java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"
            + "|java\\.lang\\.Runtime\\.(exec|exit|halt|addShutdownHook)");
    private static final List<String> HOUSE_THREADS = List.of("Felix", "SCR", "mpath-", "check-", "Attach", "process reaper");

    private ClassRules() {}

    static void threads(Subject subject, Trial trial) throws InterruptedException {
        references(subject, THREAD_TYPES, THREAD_CALLS, use -> trial.find(use,
                "do it on the path's reactor, and wait with path.reactor().timer(...)"));
        Set<Thread> before = running();
        for (Family family : subject.families()) {
            use(family, trial);
        }
        for (Thread thread : running()) {
            if (!before.contains(thread) && HOUSE_THREADS.stream().noneMatch(thread.getName()::startsWith)) {
                thread.join(100); // what ends at once is still a thread of its own
                trial.find("it started thread '" + thread.getName() + "'",
                        "start none: everything runs on the path's reactor, which waits with its timers");
            }
        }
    }

    private static Set<Thread> running() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getState() == State.TERMINATED);
        return threads;
    }

    /** Everything is asked once of a quiet array. */
    static void use(Family family, Trial trial) {
        family.with(factory -> {
            Scene scene = new Scene(2, false, new LikelyArray(factory, trial.chance(0)));
            Play play = new Play(factory, scene);
            for (Question question : Question.values()) {
                if (question.asksOf(factory)) {
                    play.askAll(question).pass(VirtualReactor.SECOND);
                }
            }
            play.close();
            return null;
        });
    }

    static void nativeCode(Subject subject, Trial trial) {
        String todo = "leave native code to the runtime: a closure or a loaded library pins the class loader for ever";
        references(subject, NATIVE_TYPES, NATIVE_CALLS, use -> trial.find(use, todo));
        for (ClassFile each : subject.jar().classes()) {
            each.nativeMethods().forEach(name -> trial.find(each.name() + '.' + name + " is native", todo));
        }
        subject.jar().entries().stream()
                .filter(NATIVE_FILES.asMatchPredicate())
                .forEach(name -> trial.find("the jar holds " + name, todo));
    }

    static void outside(Subject subject, Trial trial) {
        references(subject, OUTSIDE_TYPES, OUTSIDE_CALLS, use -> trial.find(use,
                "ask the array with PathCommand or the kit's ArrayCommand, the time with path.reactor().nanoTime(), and log"
                        + " with System.Logger: nothing else"));
    }

    private static void references(Subject subject, Pattern types, Pattern calls, Consumer<String> told) {
        for (ClassFile each : subject.jar().classes()) {
            Stream.concat(
                            each.types().stream().filter(types.asMatchPredicate()),
                            each.members().stream().filter(calls.asMatchPredicate()))
                    .forEach(use -> told.accept(each.name() + " uses " + use));
        }
    }
}
