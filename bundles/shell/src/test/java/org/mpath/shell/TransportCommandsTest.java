package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;

class TransportCommandsTest {
    private static Transport transport(String type, boolean settled, String note) {
        return new Transport() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public Collection<PathDevice> paths() {
                return List.of();
            }

            @Override
            public boolean settled() {
                return settled;
            }

            @Override
            public String note() {
                return note;
            }

            @Override
            public void rescan() {}

            @Override
            public void addListener(TransportListener listener) {}

            @Override
            public void removeListener(TransportListener listener) {}
        };
    }

    @Test
    void tellsWhyThereAreNoPaths() {
        try (Gosh gosh = new Gosh()) {
            assertThat(gosh.run("transports")).contains("no transport is installed");
            gosh.transportCommands.addTransport(transport("sg", true, "disks of this host are left alone"));
            Transport lab = transport("lab", false, "");
            gosh.transportCommands.addTransport(lab);
            assertThat(gosh.run("transports").lines().toList()).satisfiesExactly(
                    heading -> assertThat(heading).startsWith("TRANSPORT"),
                    line -> assertThat(line).startsWith("lab").contains("looking"),
                    line -> assertThat(line).startsWith("sg").contains("settled").contains("left alone"));
            gosh.transportCommands.removeTransport(lab);
            assertThat(gosh.run("transports")).doesNotContain("lab");
        }
    }
}
