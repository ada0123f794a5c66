package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What plug-ins may leave behind when they go: class loaders that somebody still reaches, services, threads, and what
 * Declarative Services keeps of those it handed out.
 */
final class Leftovers {
    /** What a component that binds {@code ComponentServiceObjects} has of each, until it stops. */
    private static final String HANDED_OUT = "ComponentServiceObjectsImpl";

    private final BundleContext context;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private int services;
    private int threads;
    private long handedOut;

    Leftovers(BundleContext context) {
        this.context = context;
    }

    /** The present content of these bundles is going to leave. */
    void expect(String... symbolicNames) {
        for (String name : symbolicNames) {
            loaders.add(new WeakReference<>(bundle(name).adapt(BundleWiring.class).getClassLoader()));
        }
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** Everything that comes from now on has to go. */
    void countFromNow() {
        services = services();
        threads = threads();
        handedOut = instances(HANDED_OUT);
    }

    /** Fails unless all that was expected to leave has left, so many contents of bundles, and nothing else came to stay. */
    void assertNone(int expected) {
        assertThat(loaders).hasSize(expected);
        Await.collected(loaders);
        Await.until(() -> services() == services, () -> services() + " services, were " + services);
        Await.until(() -> threads() <= threads, () -> threads() + " threads, were " + threads);
        assertThat(instances(HANDED_OUT)).as("handed out by Declarative Services").isLessThanOrEqualTo(handedOut);
    }

    private int services() {
        try {
            return context.getAllServiceReferences(null, null).length;
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** But for the one with which somebody looks at this process. */
    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().equals("Attach Listener"))
                .count();
    }

    /** How many objects of classes of that simple name are reachable, as the virtual machine counts them. */
    static long instances(String simpleName) {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
            // rank, instances, bytes, class
            return histogram.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 3 && words[3].matches(".*[.$]" + simpleName))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .sum();
        } catch (JMException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
