package org.mpath.itests.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.itests.check.bundle.Jar;

/** Our own families keep every rule. */
class OwnHandlersIT {

    @ParameterizedTest
    @ValueSource(strings = {
        "handler-example", "handler-sym", "handler-alua", "handler-rdac", "handler-emc", "handler-hp-sw", "handler-hds"
    })
    void keepsEveryRule(String module) throws Exception {
        Path jar = jar(module);
        Assumptions.assumeTrue(Jar.read(jar).header("Provide-Capability").contains("mpath.plugin"), module + " is empty");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = CheckHandler.run(new PrintStream(out, true, StandardCharsets.UTF_8), System.err,
                jar.toString(), "--cycles", "10", "--swaps", "5");
        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }

    static Path jar(String module) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().startsWith(module + "-0"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(module + " is not on the class path"));
    }
}
