package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** An array plug-in comes and goes through deploy/ while I/O runs. */
class HotDeployIT {
    private static final Path JAR = Path.of(System.getProperty("mpath.handler.example"));

    @Test
    void aHandlerTakesItsMapAndLeavesItWithoutAnIoError() throws Exception {
        Programs.need("fio", "fio");
        try (Portals portals = new Portals(64L << 20);
                RunningMpath mpath = new RunningMpath(portals.home, portals.configuration())) {
            mpath.awaitMap("mpatha", 2);
            CompletableFuture<Programs.Result> fio = CompletableFuture.supplyAsync(() -> Programs.run(
                    Duration.ofSeconds(60), "fio", "--name=swap", "--ioengine=nbd", "--uri=" + mpath.uri("mpatha"),
                    "--rw=randrw", "--bs=4k", "--iodepth=8", "--size=32M", "--verify=crc32c", "--verify_fatal=1",
                    "--time_based", "--runtime=15", "--aux-path=" + mpath.home()));
            assertThat(handler(mpath)).isEmpty();

            Path deployed = mpath.deploy().resolve("handler-example.jar");
            Files.copy(JAR, mpath.deploy().resolve(".handler-example.tmp"));
            Files.move(mpath.deploy().resolve(".handler-example.tmp"), deployed, StandardCopyOption.ATOMIC_MOVE);
            awaitHandler(mpath, "example");
            Await.until("a table with it", RunningMpath.LIMIT,
                    () -> mpath.shell("mpath:table mpatha").ok(), table -> table.contains(" 1 example "));

            Files.delete(deployed);
            awaitHandler(mpath, "");
            Await.until("a table without it", RunningMpath.LIMIT,
                    () -> mpath.shell("mpath:table mpatha").ok(), table -> !table.contains("example"));
            Programs.Result result = fio.get(90, TimeUnit.SECONDS);
            assertThat(result.exitCode()).as("%s\n%s", result.output(), result.errors()).isZero();
        }
    }

    private static void awaitHandler(RunningMpath mpath, String name) {
        Await.until("handler '" + name + "'", RunningMpath.LIMIT, () -> handler(mpath), name::equals);
    }

    private static String handler(RunningMpath mpath) throws Exception {
        return (String) mpath.jmx().getAttribute(new ObjectName("org.mpath:type=Map,name=mpatha"), "Handler");
    }
}
