package org.mpath.checkers;

import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Brings {@code readsector0}: what {@code directio} does, which never waited for anybody here. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathCheckerFactory.NAME + "=" + Readsector0Factory.CHECKER)
public final class Readsector0Factory implements PathCheckerFactory {
    static final String CHECKER = "readsector0";

    @Override
    public String name() {
        return CHECKER;
    }

    @Override
    public PathChecker create() {
        return new ReadChecker(CHECKER);
    }
}
