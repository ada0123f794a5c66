package org.mpath.checkers;

import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code none}: nothing is sent. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathCheckerFactory.NAME + "=" + NoneFactory.CHECKER)
public final class NoneFactory implements PathCheckerFactory {
    static final String CHECKER = "none";

    @Override
    public String name() {
        return CHECKER;
    }

    @Override
    public PathChecker create() {
        return new LinkChecker(CHECKER);
    }
}
