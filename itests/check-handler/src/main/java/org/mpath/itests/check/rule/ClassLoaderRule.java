package org.mpath.itests.check.rule;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.LikelyArray;
import org.mpath.itests.check.play.Play;
import org.mpath.itests.check.play.Question;
import org.mpath.itests.check.play.Scene;
import org.mpath.itests.check.play.VirtualReactor;
import org.osgi.framework.wiring.BundleWiring;

/** Nothing of it stays in memory after its removal. */
final class ClassLoaderRule {
    private static final int COLLECTIONS_MAX = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long GUARDS_NANOS = 600 * VirtualReactor.SECOND;

    private ClassLoaderRule() {}

    static void check(Subject subject, Trial trial) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        // the paths and their reactor outlive the bundle, as in the runtime
        Scene scene = new Scene(3, false, sent -> null);
        int cycles = trial.effort().cycles();
        for (int cycle = 0; cycle < cycles; cycle++) {
            loaders.add(cycle(subject, scene, cycle, trial));
            trial.progress(cycle + 1, cycles);
        }
        long alive = alive(loaders);
        for (int i = 0; i < COLLECTIONS_MAX && alive > 0; i++) {
            System.gc();
            LockSupport.parkNanos(PAUSE_NANOS);
            alive = alive(loaders);
        }
        if (alive > 0) {
            trial.find("after " + cycles + " times install, use and uninstall " + alive + " of its class loaders are in memory",
                    "look for what outlives it: a listener, a timer, something registered with the JVM, a thread's context"
                            + " class loader; a heap dump shows who holds the loader");
        }
        trial.note(cycles + " cycles, " + alive + " class loaders left");
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static WeakReference<ClassLoader> cycle(Subject subject, Scene scene, int cycle, Trial trial) throws Exception {
        try (Subject copy = subject.copy("cycle " + cycle)) {
            copy.start();
            for (Family family : copy.families()) {
                use(family, scene, trial);
            }
            return new WeakReference<>(copy.bundle().adapt(BundleWiring.class).getClassLoader());
        }
    }

    private static void use(Family family, Scene scene, Trial trial) {
        family.with(factory -> {
            scene.script(new LikelyArray(factory, trial.chance(3)));
            Play play = new Play(factory, scene);
            for (Question question : Question.values()) {
                if (question.asksOf(factory)) {
                    play.askAll(question);
                    scene.reactor().pass(7 * VirtualReactor.MILLI);
                }
            }
            play.handler().checkSense(scene.paths().get(0), 0x06, 0x2a, 0x06);
            play.close();
            return null;
        });
        scene.reactor().pass(GUARDS_NANOS); // what was on its way is over
        scene.forget();
    }
}
