package org.mpath.itests.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.itests.exam.InFramework;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;

/** What is put in {@code deploy} runs, what is taken away is gone. */
@InFramework(ImageOptions.class)
class HotDeployIT {
    private static final long LIMIT_SECONDS = 20;

    @Test
    void aDroppedHandlerComesAndGoesWithItsJar(BundleContext context) throws Exception {
        CountDownLatch came = seen(context, ServiceEvent.REGISTERED);
        CountDownLatch went = seen(context, ServiceEvent.UNREGISTERING);
        Path jar = Path.of(context.getProperty("mpath.deploy"), "dropped-handler.jar");

        writeHandler(jar);
        assertThat(came.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("the handler is there").isTrue();
        assertThat(installed(context).getState()).isEqualTo(Bundle.ACTIVE);

        Files.delete(jar);
        assertThat(went.await(LIMIT_SECONDS, TimeUnit.SECONDS)).as("the handler is gone").isTrue();
    }

    @Test
    void aJarThatOthersMayWriteIsRefused(BundleContext context) throws Exception {
        CountDownLatch came = seen(context, ServiceEvent.REGISTERED);
        CountDownLatch went = seen(context, ServiceEvent.UNREGISTERING);
        Path directory = Path.of(context.getProperty("mpath.deploy"));
        Path refused = directory.resolve("refused.jar");
        Path jar = directory.resolve("dropped-handler.jar");

        ComponentJar.write(refused, Refused.class, "", Refused.xml(), "rw-rw-rw-");
        // once a later jar has come and gone, the refused one has been looked at
        writeHandler(jar);
        assertThat(came.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        Files.delete(jar);
        assertThat(went.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        Files.delete(refused);
        assertThat(context.getBundles())
                .extracting(Bundle::getSymbolicName)
                .doesNotContain(ComponentJar.symbolicName(Refused.class));
    }

    /** Never runs. */
    public static final class Refused {
        static String xml() {
            return """
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="refused" immediate="true">
                      <implementation class="%s"/>
                    </scr:component>
                    """.formatted(Refused.class.getName());
        }
    }

    private static void writeHandler(Path jar) throws IOException {
        ComponentJar.write(
                jar, DroppedHandlerFactory.class, DroppedHandlerFactory.IMPORTS, DroppedHandlerFactory.xml(), "rw-r--r--");
    }

    private static CountDownLatch seen(BundleContext context, int type) throws InvalidSyntaxException {
        CountDownLatch latch = new CountDownLatch(1);
        context.addServiceListener(
                event -> {
                    if (event.getType() == type) {
                        latch.countDown();
                    }
                },
                "(" + HardwareHandlerFactory.NAME + "=" + DroppedHandlerFactory.FAMILY + ")");
        return latch;
    }

    private static Bundle installed(BundleContext context) {
        String name = ComponentJar.symbolicName(DroppedHandlerFactory.class);
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
