package org.mpath.prioritizers;

import java.util.List;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code datacore}: the storage server of DataCore that is preferred. */
@Component(scope = ServiceScope.PROTOTYPE, property = PrioritizerFactory.NAME + "=" + DatacoreFactory.PRIORITIZER)
public final class DatacoreFactory implements PrioritizerFactory {
    static final String PRIORITIZER = "datacore";

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int TIMEOUT_MILLIS_MIN = 500;
    private static final int TIMEOUT_MILLIS_MAX = 20_000;

    @Override
    public String name() {
        return PRIORITIZER;
    }

    /**
     * Makes one.
     *
     * @param arguments {@code preferredsds=NAME}, two characters or more; {@code timeout=MILLIS}, 500 to 20000, 2000 if not said
     */
    @Override
    public Prioritizer create(List<String> arguments) {
        Arguments given = Arguments.of(PRIORITIZER, arguments, List.of("timeout", "preferredsds"));
        return new DatacorePrioritizer(
                given.text("preferredsds", 2), given.number("timeout", TIMEOUT_MILLIS, TIMEOUT_MILLIS_MIN, TIMEOUT_MILLIS_MAX));
    }
}
