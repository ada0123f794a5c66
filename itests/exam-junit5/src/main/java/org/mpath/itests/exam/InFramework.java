package org.mpath.itests.exam;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The methods of this test class run inside a framework. They may take a {@code BundleContext} (that of the bundle the test
 * is in) and services as parameters.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FrameworkExtension.class)
public @interface InFramework {
    /** The container; classes that name the same one share it. */
    Class<? extends FrameworkOptions> value();
}
