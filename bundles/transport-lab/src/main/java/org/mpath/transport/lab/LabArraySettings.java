package org.mpath.transport.lab;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one more lab array: a configuration each. */
@ObjectClassDefinition(name = "mpath lab array", description = "One more array of the lab; a configuration for each")
public @interface LabArraySettings {
    /** The array. */
    @AttributeDefinition(
            name = "Array",
            description = "Its words, as one value of arrays in org.mpath.transport.lab; nothing for no array")
    String array() default "";
}
