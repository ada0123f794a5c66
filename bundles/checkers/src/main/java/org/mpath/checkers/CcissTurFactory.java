package org.mpath.checkers;

import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code cciss_tur}: TEST UNIT READY, which went another way to Smart Array controllers; here there is one way. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathCheckerFactory.NAME + "=" + CcissTurFactory.CHECKER)
public final class CcissTurFactory implements PathCheckerFactory {
    static final String CHECKER = "cciss_tur";

    @Override
    public String name() {
        return CHECKER;
    }

    @Override
    public PathChecker create() {
        return new TestUnitReadyChecker(CHECKER);
    }
}
