package org.mpath.itests.exam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestContainerFactory;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.opentest4j.TestAbortedException;

/** A started framework with, while a test class runs, that class in a bundle of its own. Outside the framework. */
final class Container implements AutoCloseable {
    private final ExamSystem system;
    private final TestContainer container;
    private final Map<String, TestAddress> addresses = new HashMap<>();

    private Container(ExamSystem system, TestContainer container) {
        this.system = system;
        this.container = container;
    }

    static Container start(Class<? extends FrameworkOptions> type) {
        try {
            FrameworkOptions options = type.getDeclaredConstructor().newInstance();
            // forked, so that our options come after the defaults and win
            ExamSystem system = PaxExamRuntime.createTestSystem().fork(options.options());
            String kind = options.forked() ? "forked" : "nat";
            for (TestContainerFactory factory : ServiceLoader.load(TestContainerFactory.class)) {
                if (factory.getClass().getPackageName().contains("." + kind)) {
                    TestContainer container = factory.create(system)[0];
                    container.start();
                    return new Container(system, container);
                }
            }
            throw new IllegalStateException("no Pax Exam container of kind '" + kind + "' on the class path");
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException("cannot make " + type, unusable);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Installs a test class. */
    void open(Class<?> test) throws IOException {
        TestProbeBuilder probe = system.createProbe();
        for (Method method : test.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                addresses.put(method.toString(), probe.addTest(test, method.getName()));
            }
        }
        try (InputStream bundle = probe.build().getStream()) {
            container.installProbe(bundle);
        }
    }

    /** Removes a test class. */
    void close(Class<?> test) {
        addresses.keySet().removeIf(method -> method.contains(" " + test.getName() + "."));
        container.uninstallProbe();
    }

    /** Runs a method of the installed class; its failure becomes ours. */
    void call(Method method) {
        try {
            container.call(addresses.get(method.toString()));
        } catch (TestContainerException failure) {
            throw unwrapped(failure);
        }
    }

    private static RuntimeException unwrapped(TestContainerException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AssertionError failed) {
                throw failed;
            }
            if (Failures.ABORTED.equals(cause.getMessage())) {
                return new TestAbortedException(cause.getCause().getMessage());
            }
        }
        return failure;
    }

    @Override
    public void close() {
        container.stop();
    }
}
