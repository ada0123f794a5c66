package org.mpath.itests.check.rule;

import java.util.List;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** It comes, goes and comes again. */
final class LifeCycleRule {
    private LifeCycleRule() {}

    static void check(Subject subject, Trial trial) throws Exception {
        for (int round = 1; round <= 2; round++) {
            try {
                subject.start();
            } catch (BundleException e) {
                trial.find("it does not start: " + e.getMessage().lines().findFirst().orElse(""),
                        "read which requirement is missing; the runtime has api, scsi, plugin-kit and Declarative Services 1.5");
                return;
            }
            checkServices(subject, trial);
            List<Family> before = subject.families();
            subject.bundle().stop();
            if (!subject.services().isEmpty()) {
                trial.find("its services " + before.stream().map(Family::name).toList() + " are there after it was stopped",
                        "let Declarative Services register them: no code of your own");
            }
        }
        subject.start();
    }

    private static void checkServices(Subject subject, Trial trial) {
        List<String> promised = subject.promised().stream().sorted().toList();
        List<Family> families = subject.families();
        List<String> names = families.stream().map(Family::name).sorted().toList();
        if (!names.equals(promised)) {
            trial.find("its manifest promises the types " + promised + ", its services are " + names,
                    "register one HardwareHandlerFactory per capability, with the same name in property "
                            + HardwareHandlerFactory.NAME);
        }
        for (Family family : families) {
            if (!Constants.SCOPE_PROTOTYPE.equals(family.property(Constants.SERVICE_SCOPE))) {
                trial.find("the service of " + family.name() + " has scope " + family.property(Constants.SERVICE_SCOPE),
                        "annotate it with @Component(scope = ServiceScope.PROTOTYPE): each map has a factory of its own,"
                                + " which is given back when the map lets go");
                continue;
            }
            try {
                family.with(factory -> {
                    checkFactory(family, factory, trial);
                    return null;
                });
            } catch (RuntimeException | LinkageError e) {
                trial.find("the factory of " + family.name() + " threw " + e, "let it do nothing but answer");
            }
        }
    }

    private static void checkFactory(Family family, HardwareHandlerFactory factory, Trial trial) {
        if (!family.name().equals(factory.name())) {
            trial.find("name() of the service " + family.name() + " is " + factory.name(), "use one constant for both");
        }
        if (factory.matches() == null || factory.defaults() == null) {
            trial.find("matches() or defaults() is null", "answer List.of() or ArrayDefaults.SYMMETRIC");
        }
        PathChecker checker = factory.checker();
        checkNamed(family, PathCheckerFactory.NAME, "checker", checker == null ? null : checker.name(), trial);
        Prioritizer prioritizer = factory.prioritizer();
        checkNamed(family, PrioritizerFactory.NAME, "prioritizer", prioritizer == null ? null : prioritizer.name(), trial);
        if (factory == family.<HardwareHandlerFactory>with(other -> other)) {
            trial.find("two maps get the same factory of " + family.name(),
                    "annotate it with @Component(scope = ServiceScope.PROTOTYPE)");
        }
    }

    /** Configurations know checkers and prioritizers by the properties of the service alone. */
    private static void checkNamed(Family family, String property, String part, String name, Trial trial) {
        Object said = family.property(property);
        List<String> names = said instanceof String[] several ? List.of(several)
                : said instanceof String one ? List.of(one) : List.of();
        if (name == null ? !names.isEmpty() : !names.contains(name)) {
            trial.find("property " + property + " of the service " + family.name() + " is " + names + ", its " + part + " is "
                            + (name == null ? "none" : name),
                    "say the name of the " + part + " in property " + property + ", and leave it out without one");
        }
    }
}
