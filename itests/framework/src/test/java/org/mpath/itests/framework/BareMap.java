package org.mpath.itests.framework;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MultipathMap;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.Transport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** A map of one path of the lab that a test loads tables into; discovery is out of the way as long as it is there. */
record BareMap(BundleContext context, DataPlane plane, String name) implements AutoCloseable {
    private static final String PATH = "lab:A0/0";
    private static final int SECTORS = 2048;

    static BareMap create(BundleContext context, DataPlane plane, String name) throws Exception {
        awaitPath(context);
        discovery(context).stop();
        plane.maps().forEach(map -> plane.remove(map.name())); // a path is in one map at a time
        plane.create(name, new LogicalUnit("36", "V", "P", "1", "", 512, SECTORS, UnitLimits.NONE));
        return new BareMap(context, plane, name);
    }

    /** A table with that handler, its number of words first, and that selector. */
    static String table(String handlerWords, String selector) {
        return "0 " + SECTORS + " multipath 1 queue_if_no_path " + handlerWords + " 1 1 " + selector + " 0 1 0 " + PATH;
    }

    /** Whether TEST UNIT READY goes through it. */
    boolean readable() throws Exception {
        MultipathMap map = context.getService(context.getServiceReferences(
                MultipathMap.class, "(" + MultipathMap.NAME + "=" + name + ")").iterator().next());
        ScsiTask task = new ScsiTask();
        task.cdbLength = 6; // zeros: TEST UNIT READY
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        map.reactor().execute(() -> map.submit(task, done::complete));
        return done.get(20, TimeUnit.SECONDS).good();
    }

    @Override
    public void close() throws BundleException {
        plane.remove(name);
        discovery(context).start();
    }

    private static Bundle discovery(BundleContext context) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> "org.mpath.discovery".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** The lab's paths come a moment after its service. */
    private static void awaitPath(BundleContext context) throws Exception {
        ServiceReference<Transport> lab =
                context.getServiceReferences(Transport.class, "(" + Transport.TYPE + "=lab)").iterator().next();
        Transport transport = context.getService(lab);
        CompletableFuture<Void> appeared = new CompletableFuture<>();
        FirstPath news = new FirstPath(PATH, appeared);
        transport.addListener(news);
        if (transport.path(PATH) == null) {
            appeared.get(20, TimeUnit.SECONDS);
        }
        transport.removeListener(news);
    }
}
