package org.mpath.itests.bench;

import org.mpath.itests.support.Programs;

/** Programs a figure cannot do without. */
final class Missing {
    private Missing() {}

    static void need(String program, String debianPackages) {
        if (Programs.find(program) == null) {
            throw new BenchException("needs " + program + ": apt-get install " + debianPackages);
        }
    }
}
