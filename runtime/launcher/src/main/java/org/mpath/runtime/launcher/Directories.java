package org.mpath.runtime.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a runtime lives.
 *
 * @param home the image: {@code lib} and {@code system}
 * @param etc configuration
 * @param var state and logs
 * @param deploy hot-deployed bundles
 */
record Directories(Path home, Path etc, Path var, Path deploy) {

    /**
     * Fills in the defaults: what is not given lies beside {@code base}; state goes to the user's own state directory
     * when that cannot be written.
     */
    static Directories of(Path home, Path base, Options options) {
        return new Directories(
                home,
                options.etc() != null ? options.etc() : base.resolve("etc"),
                options.var() != null ? options.var() : defaultVar(base),
                options.deploy() != null ? options.deploy() : base.resolve("deploy"));
    }

    private static Path defaultVar(Path base) {
        Path var = base.resolve("var");
        if (Files.isWritable(Files.exists(var) ? var : base)) {
            return var;
        }
        String state = System.getenv("XDG_STATE_HOME");
        Path root = state == null || state.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return root.resolve("mpath");
    }

    /** Makes the state directory; {@code deploy} is made when its parent may be written, and may be missing otherwise. */
    void create() throws IOException {
        Files.createDirectories(var);
        if (!Files.exists(deploy) && Files.isWritable(deploy.toAbsolutePath().getParent())) {
            Files.createDirectories(deploy);
        }
    }
}
