package org.mpath.checkers;

import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code directio}: one block is read. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathCheckerFactory.NAME + "=" + DirectioFactory.CHECKER)
public final class DirectioFactory implements PathCheckerFactory {
    static final String CHECKER = "directio";

    @Override
    public String name() {
        return CHECKER;
    }

    @Override
    public PathChecker create() {
        return new ReadChecker(CHECKER);
    }
}
