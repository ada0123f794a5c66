package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code path_latency}: how long reads take. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + PathLatencyFactory.PRIORITIZER)
public final class PathLatencyFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "path_latency";

    private static final int READS = 100;
    private static final int READS_MIN = 20;
    private static final int READS_MAX = 200;
    private static final double BASE = 1.778;
    private static final double BASE_MIN = 1.1;
    private static final double BASE_MAX = 10;

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /**
     * Makes one.
     *
     * @param arguments {@code io_num=READS}, 20 to 200, 100 if not said; {@code base_num=BASE}, 1.1 to 10, 1.778 if not said
     */
    @Override
    public Prioritizer create(List<String> arguments) {
        Arguments given = Arguments.of(PRIORITIZER, arguments, List.of("io_num", "base_num"));
        return new PathLatencyPrioritizer(
                given.number("io_num", READS, READS_MIN, READS_MAX), given.decimal("base_num", BASE, BASE_MIN, BASE_MAX));
    }
}
