package org.mpath.discovery;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Settings of discovery: how often and how patiently paths are looked at, and which maps there are. */
@ObjectClassDefinition(name = "mpath discovery", description = "Identifies and checks paths, makes maps of them")
public @interface DiscoverySettings {
    /** How often every path is checked, in place of what the configuration says. */
    @AttributeDefinition(
            name = "Check interval",
            description = "Milliseconds between two checks of a path, 100 to 60000, in place of polling_interval and"
                    + " max_polling_interval; 0: as these say",
            min = "0",
            max = "60000")
    int interval_millis() default 0;

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

    /** How long one call of a checker or prioritizer may take. */
    @AttributeDefinition(
            name = "Plug-in call timeout",
            description = "Milliseconds after which a call of a checker or prioritizer is interrupted, and it is not asked about"
                    + " this path any more",
            min = "10",
            max = "60000")
    int plugin_call_timeout_millis() default 1_000;

    /** How many maps there may be. */
    @AttributeDefinition(
            name = "Most maps",
            description = "Most maps; the paths of further units are shown, with the reason why they are in none",
            min = "1",
            max = "65536")
    int maps_max() default 4_096;

    /** Whether maps stay without paths. */
    @AttributeDefinition(
            name = "Keep empty maps",
            description = "Whether every map stays when its last path leaves; otherwise only those in use stay, until they"
                    + " are not")
    boolean keep_empty_maps() default false;

    /** When blocks are compared before a path joins a map. */
    @AttributeDefinition(
            name = "Sampled read",
            description = "Whether blocks are read through a path and through its map and compared before it joins: on doubt"
                    + " (nothing worldwide is among what agrees), always, or never",
            options = {
                @Option(label = "on doubt", value = "doubt"),
                @Option(label = "always", value = "always"),
                @Option(label = "never", value = "never")
            })
    String guard_sampled_read() default "doubt";
}
