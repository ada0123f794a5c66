package org.mpath.itests.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mpath.config.ConfWriter;
import org.mpath.config.Configuration;
import org.mpath.config.EffectiveSettings;
import org.mpath.config.GlobalSettings;
import org.mpath.config.PathIdentity;
import org.mpath.config.PathSettings;

/** A multipath.conf that is accepted can be asked for everything, and is the same after it was written and read again. */
public final class KeepingTarget {
    private static final PathIdentity PATH = new PathIdentity("sdb", "NETAPP", "LUN C-Mode", "9500", "scsi:iscsi",
            "3600a0980383036347324", List.of("ID_WWN", "ID_SERIAL"));

    private KeepingTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        Configuration.Loaded loaded = ConfigurationTarget.load(new String(input, StandardCharsets.UTF_8));
        if (loaded instanceof Configuration.Accepted accepted) {
            ask(accepted.configuration());
            readsBack(accepted.configuration());
        }
    }

    private static void ask(Configuration configuration) {
        GlobalSettings.of(configuration);
        PathSettings.of(EffectiveSettings.of(configuration, PATH));
        configuration.exclusion().decide(PATH, "ID_SERIAL").toString();
    }

    private static void readsBack(Configuration configuration) {
        String written = ConfWriter.own(configuration);
        if (!(ConfigurationTarget.load(written) instanceof Configuration.Accepted again)) {
            throw new IllegalStateException("refused when read again: " + written);
        }
        String rewritten = ConfWriter.own(again.configuration());
        if (!rewritten.equals(written)) {
            throw new IllegalStateException("another one when read again: " + written + " is now " + rewritten);
        }
    }
}
