package org.mpath.itests.exam;

import java.util.Arrays;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.TestContainerException;
import org.osgi.framework.Bundle;

/** Runs one test method. Inside the framework; public because the forked container calls it by reflection. */
public final class JupiterInvoker implements ProbeInvoker {
    private final Bundle probe;
    private final String className;
    private final String methodName;

    JupiterInvoker(Bundle probe, String className, String methodName) {
        this.probe = probe;
        this.className = className;
        this.methodName = methodName;
    }

    @Override
    public void call(Object... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // the platform looks for configuration through the context class loader
        thread.setContextClassLoader(JupiterTestEngine.class.getClassLoader());
        try {
            Outcome outcome = new Outcome();
            LauncherFactory.create(engineByName()).execute(request(), outcome);
            outcome.raise(className + "." + methodName);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Named, not discovered: a service loader would find nothing across bundles. */
    private static LauncherConfig engineByName() {
        return LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
    }

    private LauncherDiscoveryRequest request() {
        Class<?> test = load();
        return Arrays.stream(test.getDeclaredMethods())
                .filter(method -> method.getName().equals(methodName))
                .findFirst()
                .map(method -> LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectMethod(test, method))
                        .build())
                .orElseThrow(() -> new TestContainerException("no method " + className + "." + methodName));
    }

    private Class<?> load() {
        try {
            return probe.loadClass(className);
        } catch (ClassNotFoundException missing) {
            throw new TestContainerException(missing);
        }
    }

    /** Remembers what became of the method and of whatever surrounds it. */
    private static final class Outcome implements TestExecutionListener {
        private TestContainerException failure;
        private boolean ran;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            ran |= test.isTest();
            Throwable thrown = result.getThrowable().orElse(null);
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                failure = Failures.failed(thrown);
            } else if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                failure = Failures.aborted(thrown);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            failure = Failures.aborted(new RuntimeException(reason));
        }

        void raise(String name) {
            if (failure != null) {
                throw failure;
            }
            if (!ran) {
                throw new TestContainerException(name + " did not run");
            }
        }
    }
}
