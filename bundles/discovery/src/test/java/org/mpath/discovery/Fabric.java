package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.io.Reactor;

/** Many units with four paths each, as a fabric shows them: paths of tests that look at scale. */
final class Fabric {
    private static final String[] PORTS = {"A0", "A1", "B0", "B1"};

    /** The paths, four in a row to a unit. */
    final List<FakePath> paths = new ArrayList<>();
    private final Reactor reactor;

    Fabric(Reactor reactor, int units) {
        this.reactor = reactor;
        for (int lun = 0; lun < units; lun++) {
            FakeUnit unit = unit(lun);
            for (String port : PORTS) {
                paths.add(new FakePath(reactor, port, lun, unit));
            }
        }
    }

    /** The same unit every time, by its number. */
    static FakeUnit unit(int lun) {
        return new FakeUnit("6024d50" + "%025x".formatted(lun + 1));
    }

    void addTo(FakeTransport transport) {
        paths.forEach(transport::add);
    }

    /** One more path like another one, as when it went and came back. */
    FakePath again(FakePath path) {
        return new FakePath(reactor, path.port(), path.lun(), path.unit);
    }
}
