package org.mpath.itests.e2e;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the jar of a handler {@code bad} for the paths of unit 0, which does what a test says when it is asked something. */
final class BadHandlerJar {
    private static final String SOURCE = """
            import java.util.List;
            import org.mpath.api.path.PathDevice;
            import org.mpath.api.plugin.*;

            public final class BadFactory implements HardwareHandlerFactory {
                @Override
                public String name() {
                    return "bad";
                }

                @Override
                public List<HandlerMatch> matches() {
                    return List.of();
                }

                @Override
                public boolean claims(PathFacts path) {
                    if (path.lun() == 0) {
                        %s
                    }
                    return path.lun() == 0;
                }

                @Override
                public HardwareHandler create(List<String> arguments) {
                    return new Bad();
                }

                private static final class Bad implements HardwareHandler {
                    @Override
                    public Verdict checkSense(PathDevice path, int key, int asc, int ascq) {
                        return Verdict.DECLINED;
                    }

                    @Override
                    public Activation activation() {
                        return Activation.EVERY_PATH;
                    }

                    @Override
                    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                        %s
                    }
                }
            }
            """;

    private BadHandlerJar() {}

    /**
     * Writes the jar below {@code folder}.
     *
     * @param claiming statements, when it is asked whether a path of unit 0 is its
     * @param activating statements, when it is to activate a path
     */
    static Path write(Path folder, String version, String claiming, String activating) throws IOException {
        return new CompiledBundle("handler", "bad", version, "BadFactory", "org.mpath.api.plugin.HardwareHandlerFactory",
                SOURCE.formatted(claiming, activating)).write(folder);
    }
}
