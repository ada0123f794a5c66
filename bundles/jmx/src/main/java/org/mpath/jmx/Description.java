package org.mpath.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** What a console shows about a bean, an attribute, an operation or a parameter. Ends up in the descriptor. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
public @interface Description {
    /** A sentence. */
    @DescriptorKey("mpath.description")
    String value();

    /** Name of a parameter; empty for what has a name already. */
    @DescriptorKey("mpath.name")
    String name() default "";

    /** Unit of an attribute; empty when it has none. */
    @DescriptorKey("units")
    String units() default "";

    /** {@code counter} or {@code gauge}; empty when neither. */
    @DescriptorKey("metricType")
    String metricType() default "";

    /** True for an operation that changes something. */
    @DescriptorKey("mpath.action")
    boolean action() default false;
}
