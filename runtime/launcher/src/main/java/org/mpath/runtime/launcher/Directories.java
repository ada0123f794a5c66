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
 * @param plugins bundles that are started when a table names what they bring
 */
record Directories(Path home, Path etc, Path var, Path deploy, Path plugins) {

    /**
     * Fills in the defaults: what is not given lies beside {@code base}; state goes to the user's own state directory
     * when that cannot be written.
     */
    static Directories of(Path home, Path base, Options options) {
        return new Directories(
                home,
                options.etc() != null ? options.etc() : base.resolve("etc"),
                options.var() != null ? options.var() : defaultVar(base),
                options.deploy() != null ? options.deploy() : base.resolve("deploy"),
                options.plugins() != null ? options.plugins() : base.resolve("plugins"));
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

    /**
     * Makes the state directory; {@code deploy} and {@code plugins} are made when their parent may be written, and may be
     * missing otherwise.
     */
    void create() throws IOException {
        Files.createDirectories(var);
        for (Path folder : new Path[] {deploy, plugins}) {
            if (!Files.exists(folder) && Files.isWritable(folder.toAbsolutePath().getParent())) {
                Files.createDirectories(folder);
            }
        }
    }
}
