package org.mpath.discovery;

import org.mpath.api.path.DeviceNodes;
import org.mpath.config.Exclusion;
import org.mpath.config.ExclusionRule.Criterion;
import org.mpath.config.PathIdentity;

/** Which paths a configuration leaves out, and why, for people. Immutable. */
final class PathExclusion {
    private static final String USB = "scsi:usb";

    private final Exclusion rules;
    private final boolean usb;

    /**
     * Makes one.
     *
     * @param usb whether units on USB are taken
     */
    PathExclusion(Exclusion rules, boolean usb) {
        this.rules = rules;
        this.usb = usb;
    }

    /** Why a path is left out, one sentence; empty when it is not. */
    String of(PathIdentity path, String uidAttribute) {
        if (!usb && path.protocol().equals(USB)) {
            return "excluded: it is on USB, and allow_usb_devices is no";
        }
        Exclusion.Decision decision = rules.decide(path, uidAttribute);
        return decision.excluded() ? decision.toString() : "";
    }

    /** What was decided, and which rules could not be asked. */
    String words(DeviceNodes nodes, PathIdentity path, String uidAttribute) {
        String why = of(path, uidAttribute);
        return why.isEmpty() ? rules.decide(path, uidAttribute) + unasked(nodes) : why;
    }

    /** Rules on what the path does not have match nothing; a person may wonder. */
    private String unasked(DeviceNodes nodes) {
        if (has(Criterion.PROPERTY) && nodes.properties().isEmpty()) {
            return "; rules on properties match nothing: " + (nodes.numbers().isEmpty()
                    ? "it has no block node of the kernel"
                    : "udev has written nothing to /run/udev/data/b" + nodes.numbers());
        }
        return "";
    }

    private boolean has(Criterion criterion) {
        return rules.rules().stream().anyMatch(rule -> rule.criterion() == criterion);
    }
}
