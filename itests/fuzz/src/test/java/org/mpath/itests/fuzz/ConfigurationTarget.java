package org.mpath.itests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.config.Configuration;
import org.mpath.config.Finding;
import org.mpath.config.Installed;
import org.mpath.config.SourceFile;

/** Any text as multipath.conf: accepted or refused, with findings that say why; nothing is thrown. */
public final class ConfigurationTarget {
    private static final Installed INSTALLED = new Installed(
            Set.of("round-robin", "queue-length", "service-time"), Set.of("const", "alua", "weightedpath"),
            Set.of("tur", "directio", "none"), Set.of("alua", "rdac", "emc", "hp_sw"), List.of(),
            Map.of("root", 0), Map.of("disk", 6));

    private ConfigurationTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        Configuration.Loaded loaded = load(new String(input, StandardCharsets.UTF_8));
        loaded.findings().forEach(Object::toString);
        boolean errors = loaded.findings().stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        if (errors == loaded instanceof Configuration.Accepted) {
            throw new IllegalStateException("not what the findings say: " + loaded.findings());
        }
    }

    static Configuration.Loaded load(String text) {
        return Configuration.load(List.of(new SourceFile("multipath.conf", text)), INSTALLED);
    }
}
