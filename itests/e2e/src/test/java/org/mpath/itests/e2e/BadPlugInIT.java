package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Await;

/**
 * Plug-ins that loop where they are not asked as handlers are: one that is asked which paths are its own, and one that chooses
 * paths for requests. Verified I/O goes on through the map that has it and through another one, and the other one is looked
 * after.
 */
class BadPlugInIT {
    private static final String LOOP = "while (true) { Thread.onSpinWait(); }";
    private static final String SELECTOR = """
            import java.util.List;
            import org.mpath.api.plugin.*;

            public final class StuckFactory implements PathSelectorFactory {
                @Override
                public String name() {
                    return "stuck";
                }

                @Override
                public PathSelector create(List<String> arguments) {
                    return new Stuck();
                }

                private static final class Stuck implements PathSelector {
                    private int first = NONE;
                    private int left = 2_000;

                    @Override
                    public void add(int path, List<String> arguments) {
                        first = path;
                    }

                    @Override
                    public void fail(int path) {}

                    @Override
                    public void reinstate(int path) {}

                    @Override
                    public int select(long bytes, long nowNanos) {
                        while (left == 0) {
                            Thread.onSpinWait();
                        }
                        left--;
                        return first;
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private interface Deed {
        void on(RunningMpath mpath) throws Exception;
    }

    /** Does it while both maps are in use, and sees to it that nobody but the culprit notices. */
    private void underVerifiedIo(Deed deed) throws Exception {
        try (RunningMpath mpath = new RunningMpath(Files.createTempDirectory("mp"), Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.awaitMap("mpathb", 4);
            VerifiedIo own = VerifiedIo.start(mpath, "mpatha");
            VerifiedIo others = VerifiedIo.start(mpath, "mpathb");
            deed.on(mpath);
            own.awaitMoreWrites();
            others.awaitMoreWrites();
            mpath.shell("lab:cut B0").ok();
            mpath.awaitMap("mpathb", 3);
            mpath.shell("lab:heal B0").ok();
            mpath.awaitMap("mpathb", 4);
            mpath.awaitMap("mpatha", 4);
            own.finishWithoutError();
            others.finishWithoutError();
        }
    }

    private static String awaitReason(RunningMpath mpath, String reason) {
        return Await.until("its fault", RunningMpath.LIMIT, () -> mpath.shell("mpath:plugins").output(),
                plugIns -> plugIns.contains(reason));
    }

    @Test
    void aFamilyThatLoopsWhenItIsAskedForAPathIsSetAsideAndHasAnotherChanceWhenItIsMended() throws Exception {
        Path looping = BadHandlerJar.write(folder, "1.0.0", LOOP, "");
        Path mended = BadHandlerJar.write(folder, "1.0.1", "", "listener.activated(ActivationCode.OK);");
        underVerifiedIo(mpath -> {
            CompiledBundle.drop(looping, mpath.deploy(), "bad.jar");
            awaitReason(mpath, "claims took longer than 1000 ms");
            Await.until("the reason", RunningMpath.LIMIT, () -> mpath.shell("mpath:why path lab:A0/0").ok(),
                    why -> why.contains("family bad of org.example.bad 1.0.0 is set aside")
                            && why.contains("claims took longer than 1000 ms"));
            assertThat(BadHandlerIT.threads(mpath)).contains("mpath-plugin org.example.bad 1.0.0");
            CompiledBundle.drop(mended, mpath.deploy(), "bad.jar");
            Await.until("the mended one to have its map", RunningMpath.LIMIT, () -> mpath.shell("mpath:plugins").output(),
                    plugIns -> plugIns.lines().anyMatch(line -> line.contains("org.example.bad 1.0.1") && line.contains("mpatha")));
        });
    }

    @Test
    void aSelectorThatLoopsIsReplacedAndItsRequestsGoOn() throws Exception {
        Path jar = new CompiledBundle("selector", "stuck", "1.0.0", "StuckFactory", "org.mpath.api.plugin.PathSelectorFactory",
                SELECTOR).write(folder);
        underVerifiedIo(mpath -> {
            CompiledBundle.drop(jar, mpath.deploy(), "stuck.jar");
            Await.until("the selector", RunningMpath.LIMIT, () -> mpath.shell("mpath:plugins").output(),
                    plugIns -> plugIns.contains("org.example.stuck"));
            mpath.shell("mpath:selector mpatha stuck").ok();
            awaitReason(mpath, "select took longer than 1000 ms and ignored its interrupt: its thread is abandoned");
            assertThat(mpath.shell("mpath:why mpatha").ok()).contains("first-usable");
            assertThat(BadHandlerIT.threads(mpath)).contains("mpath-reactor, abandoned in org.example.stuck 1.0.0 select");
        });
    }
}
