package org.mpath.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a command takes. Parsing, help and completion all read it; the one-line summary is Gogo's own {@code Descriptor}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Usage {
    /** The command, where it cannot be the method's name. */
    String name() default "";

    /**
     * Operands in order, {@code PATH [MAP]}; a name in capitals or the words there are ({@code on|off}), in brackets when
     * optional, {@code ...} when repeated.
     */
    String operands() default "";

    /** Options beside {@code --json} and {@code --help}: {@code "-n N  the last N events"}; values like operands. */
    String[] options() default {};

    /** A command line that works in the lab. */
    String example();
}
