package org.mpath.itests.check.rule;

import java.util.List;
import java.util.Map;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.bundle.Subject;
import org.osgi.framework.Constants;

/** What the manifest says. */
final class ManifestRule {
    private static final List<String> IMPORTS = List.of(
            "java.", "org.mpath.api.", "org.mpath.scsi", "org.mpath.plugin.kit", "org.osgi.");
    private static final List<String> FORBIDDEN = List.of(
            Constants.EXPORT_PACKAGE, Constants.REQUIRE_BUNDLE, Constants.DYNAMICIMPORT_PACKAGE, Constants.FRAGMENT_HOST,
            Constants.BUNDLE_NATIVECODE, Constants.BUNDLE_ACTIVATOR);

    private ManifestRule() {}

    static void check(Subject subject, Trial trial) {
        Jar jar = subject.jar();
        for (Map.Entry<String, Map<String, String>> clause : jar.clauses(Constants.IMPORT_PACKAGE).entrySet()) {
            String imported = clause.getKey();
            if (IMPORTS.stream().noneMatch(allowed -> (imported + '.').startsWith(allowed))) {
                trial.find("it imports " + imported,
                        "do without, or put what you need into your own packages: only org.mpath.api, org.mpath.scsi,"
                                + " org.mpath.plugin.kit and org.osgi packages are there in every runtime");
            }
        }
        for (String header : FORBIDDEN) {
            if (!jar.header(header).isEmpty()) {
                trial.find("it has the header " + header, "take it out: " + why(header));
            }
        }
        String path = jar.header(Constants.BUNDLE_CLASSPATH);
        if (!path.isEmpty() && !path.equals(".")) {
            trial.find("Bundle-ClassPath is " + path, "unpack what is inside: a family is one jar without jars in it");
        }
        checkPromises(subject, trial);
    }

    private static String why(String header) {
        return switch (header) {
            case Constants.EXPORT_PACKAGE -> "who imports from a plug-in keeps it alive after its removal";
            case Constants.BUNDLE_ACTIVATOR -> "a component is all that a family needs, and the runtime knows when it is over";
            case Constants.BUNDLE_NATIVECODE -> "native code cannot be unloaded while the runtime runs";
            default -> "a family stands on exported packages alone, so that it can be replaced alone";
        };
    }

    private static void checkPromises(Subject subject, Trial trial) {
        List<String> promised = subject.promised();
        if (promised.isEmpty()) {
            trial.find("it brings no handler type",
                    "say so in bnd.bnd: Provide-Capability: mpath.plugin;kind=handler;name=FAMILY");
        }
        for (String name : promised) {
            if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
                trial.find("the handler type's name is '" + name + "'",
                        "name it with one word of letters, digits, - and _: it stands in tables");
            }
        }
    }
}
