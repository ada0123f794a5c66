package org.mpath.runtime.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpath.runtime.deploy.ManifestHeader.Clause;

class ManifestHeaderTest {
    @Test
    void readsEveryClauseAsBndWritesThem() {
        assertThat(ManifestHeader.parse("osgi.service;objectClass:List<String>=\"a.B,c.D\";uses:=\"a,c\","
                        + "mpath.plugin;kind=selector;name=\"queue-length\""))
                .containsExactly(
                        new Clause("osgi.service", Map.of("objectClass", "a.B,c.D")),
                        new Clause("mpath.plugin", Map.of("kind", "selector", "name", "queue-length")));
    }

    @Test
    void leavesDirectivesOutAndKeepsSeparatorsInQuotes() {
        assertThat(ManifestHeader.parse("x;effective:=active;v:Version=\"1.0\";t=\"a;b,c=d\""))
                .containsExactly(new Clause("x", Map.of("v", "1.0", "t", "a;b,c=d")));
    }

    @Test
    void standsNonsense() {
        assertThat(ManifestHeader.parse(null)).isEmpty();
        assertThat(ManifestHeader.parse(" ,;, ")).isEmpty();
        assertThat(ManifestHeader.parse("x;=;a;\"unclosed,y"))
                .extracting(Clause::path)
                .containsExactly("x");
    }
}
