package org.mpath.discovery;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of discovery: how often and how patiently paths are looked at. */
@ObjectClassDefinition(name = "mpath discovery", description = "Identifies and checks paths")
public @interface DiscoverySettings {
    /** How often every path is checked. */
    @AttributeDefinition(
            name = "Check interval",
            description = "Milliseconds between two checks of a path",
            min = "100",
            max = "60000")
    int interval_millis() default 1_000;

    /** How long one check may take. */
    @AttributeDefinition(
            name = "Check timeout",
            description = "Milliseconds until a check without answer counts as failed",
            min = "50",
            max = "600000")
    int check_timeout_millis() default 3_000;

    /** How long each command that identifies a unit may take. */
    @AttributeDefinition(
            name = "Probe timeout",
            description = "Milliseconds until a command that identifies a unit counts as not answered",
            min = "50",
            max = "600000")
    int probe_timeout_millis() default 5_000;
}
