package org.mpath.discovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;
import org.mpath.config.Configuration;
import org.mpath.config.Installed;
import org.mpath.config.SourceFile;
import org.mpath.itests.support.Defaults;
import org.mpath.transport.lab.LabSettings;

/** Configurations and settings of tests. */
final class Given {
    /** What tests of tables are written for. */
    static final String PLAIN = "defaults {\n path_selector \"round-robin 0\"\n}\n";

    private static final Installed ANYTHING =
            new Installed(Set.of(), Set.of(), Set.of(), Set.of(), List.of(), Map.of(), Map.of()).opened();

    private Given() {}

    /** {@link #PLAIN} and a file. */
    static Configuration configuration(String text) {
        Loaded loaded = Configuration.load(
                List.of(new SourceFile("plain.conf", PLAIN), new SourceFile("multipath.conf", text)), ANYTHING);
        if (loaded instanceof Accepted accepted) {
            return accepted.configuration();
        }
        throw new IllegalArgumentException(loaded.findings().toString());
    }

    /** A lab with these arrays, which is not patient. */
    static LabSettings lab(String... arrays) {
        return Defaults.of(LabSettings.class, Map.of("arrays", arrays, "timeout_millis", 500, "reconnect_millis", 50));
    }
}
