package org.mpath.planes;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Where maps run. */
@ObjectClassDefinition(name = "mpath planes", description = "Where maps run")
public @interface PlanesSettings {
    /** The plane of units for which nobody chose one. */
    @AttributeDefinition(
            name = "Default plane",
            description = "Plane of units for which nobody chose one with mpath:plane; a map that exists stays where it is",
            options = {@Option(label = "core", value = "core"), @Option(label = "dm", value = "dm")})
    String default_plane() default "core";
}
