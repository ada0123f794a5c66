package org.mpath.discovery;

import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.scsi.IdentityProfile;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.UnitNames;

/** Identified paths that nobody watches, and what files say of them. */
final class GivenUnits {
    private GivenUnits() {}

    static PathRules rules(String configuration) {
        return new PathRules(Given.configuration(configuration));
    }

    static PathRules mode(String mode) {
        return rules("defaults {\n find_multipaths " + mode + "\n}\n");
    }

    static KnownPath path(String port, long lun, String wwid, PathRules rules) {
        KnownPath path = new KnownPath(new FakePath(null, port, lun, null), null);
        LogicalUnit unit = new LogicalUnit(wwid, "MPATH", "LAB-SYM", "0001", "", 512, 131_072, UnitLimits.NONE);
        UnitNames names = new UnitNames(Inquiry.disk("MPATH", "LAB-SYM", "0001", 0), null, null);
        path.identity = new ProbeResult.Identified(unit, names, IdentityProfile.HIGHEST_RANK, new byte[36], null, "", null, 0,
                new CheckOutcome(CheckerState.UP, ""));
        path.verified = true;
        classify(path, rules);
        return path;
    }

    static void classify(KnownPath path, PathRules rules) {
        path.settings = rules.of(path, new Classification.Claim(null, ArrayDefaults.SYMMETRIC));
    }
}
