package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;
import org.mpath.config.Configuration.Refused;

/** Configurations and paths that tests are about. */
final class Given {
    /** All plug-ins that multipath-tools has, two users and two groups. */
    static final Installed EVERYTHING = new Installed(
            Set.of("round-robin", "queue-length", "service-time", "historical-service-time", "io-affinity"),
            Set.of("const", "sysfs", "alua", "ana", "datacore", "emc", "hds", "hp_sw", "iet", "ontap", "path_latency", "random",
                    "rdac", "weightedpath"),
            Set.of("tur", "directio", "readsector0", "rdac", "emc_clariion", "hp_sw", "cciss_tur", "none"),
            Set.of("emc", "rdac", "hp_sw", "alua", "ana", "sym"),
            List.of(),
            Map.of("root", 0, "storage", 990),
            Map.of("root", 0, "disk", 6));

    private Given() {}

    static Loaded load(String text) {
        return Configuration.load(List.of(new SourceFile("multipath.conf", text)), EVERYTHING);
    }

    static Configuration accepted(String... files) {
        return accepted(EVERYTHING, files);
    }

    static Configuration accepted(Installed installed, String... files) {
        List<SourceFile> sources = new ArrayList<>();
        for (String file : files) {
            sources.add(new SourceFile("file" + (sources.size() + 1), file));
        }
        Loaded loaded = Configuration.load(sources, installed);
        assertThat(loaded).as(loaded.findings().toString()).isInstanceOf(Accepted.class);
        return ((Accepted) loaded).configuration();
    }

    /** The findings of a file that is refused. */
    static List<Finding> refused(String text) {
        Loaded loaded = load(text);
        assertThat(loaded).isInstanceOf(Refused.class);
        return loaded.findings();
    }

    /** {@code defaults} with one line. */
    static String defaults(String line) {
        return "defaults {\n\t" + line + "\n}\n";
    }

    static PathIdentity unit(String vendor, String product) {
        return path(vendor, product, "", "");
    }

    static PathIdentity path(String vendor, String product, String protocol, String wwid) {
        return new PathIdentity("", vendor, product, "", protocol, wwid, List.of());
    }
}
