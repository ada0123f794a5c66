package org.mpath.checkers;

import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code tur}: TEST UNIT READY. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathCheckerFactory.NAME + "=" + TurFactory.CHECKER)
public final class TurFactory implements PathCheckerFactory {
    static final String CHECKER = "tur";

    @Override
    public String name() {
        return CHECKER;
    }

    @Override
    public PathChecker create() {
        return new TestUnitReadyChecker(CHECKER);
    }
}
