/**
 * Runs JUnit 5 tests inside a framework that Pax Exam starts. Pax Exam itself only knows JUnit 4.
 *
 * <p>The same jar is on the class path of the test (there {@link org.mpath.itests.exam.FrameworkExtension} starts the
 * container and sends each test method in) and is a bundle in the container (there
 * {@link org.mpath.itests.exam.JupiterInvoker} runs the method, and the extension resolves its parameters).
 *
 * <p>Limits: plain {@code @Test} methods with unique names; {@code @BeforeAll} runs for each method, inside; nothing runs
 * in parallel.
 */
package org.mpath.itests.exam;
