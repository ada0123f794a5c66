package org.mpath.itests.exam;

import org.ops4j.pax.exam.TestContainerException;

/** How a failure gets out of the framework: the two sides share no class of the test, perhaps not even the process. */
final class Failures {
    /** Message of the exception that stands for an assumption that did not hold; its cause's message says which. */
    static final String ABORTED = "aborted";

    private Failures() {}

    static TestContainerException failed(Throwable failure) {
        return new TestContainerException("failed", copy(failure));
    }

    static TestContainerException aborted(Throwable reason) {
        return new TestContainerException(ABORTED, new RuntimeException(String.valueOf(reason.getMessage())));
    }

    /** A copy made of JDK classes only. */
    private static AssertionError copy(Throwable original) {
        AssertionError copy = new AssertionError(text(original));
        copy.setStackTrace(original.getStackTrace());
        if (original.getCause() != null && original.getCause() != original) {
            copy.initCause(copy(original.getCause()));
        }
        return copy;
    }

    private static String text(Throwable original) {
        return original instanceof AssertionError ? original.getMessage() : original.toString();
    }
}
