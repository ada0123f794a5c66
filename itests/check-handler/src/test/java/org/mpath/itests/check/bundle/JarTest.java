package org.mpath.itests.check.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a jar without running it. */
class JarTest {
    static int variable;
    static final int CONSTANT = variable;

    @TempDir
    Path folder;

    native void elsewhere();

    private static ClassFile own() throws IOException {
        try (InputStream in = JarTest.class.getResourceAsStream("JarTest.class")) {
            return ClassFile.read(in.readAllBytes());
        }
    }

    @Test
    void aClassFileTellsWhatItRefersTo() throws IOException {
        long now = System.nanoTime();
        Path[][] arrays = new Path[1][1];
        assertThat(own().name()).isEqualTo(JarTest.class.getName());
        assertThat(own().members()).as("%d %d", now, arrays.length).contains("java.lang.System.nanoTime");
        assertThat(own().types()).contains("java.nio.file.Path", "java.io.InputStream").doesNotContain("java.lang.Thread");
    }

    @Test
    void aClassFileTellsItsStaticVariablesAndNativeMethods() throws IOException {
        assertThat(own().staticVariables()).containsExactly("variable");
        assertThat(own().nativeMethods()).containsExactly("elsewhere");
    }

    @Test
    void headersHaveClausesWithAttributesDirectivesAndQuotedCommas() {
        Map<String, Map<String, String>> clauses = Clauses.parse(
                "org.a;org.b;version=\"[1,2)\";uses:=\"x,y\",ns;kind=handler;name:String=one,ns;name=\"two\"");
        assertThat(clauses).containsOnlyKeys("org.a", "org.b", "ns", "ns#2");
        assertThat(clauses.get("org.b")).containsEntry("version", "[1,2)").containsEntry("uses", "x,y");
        assertThat(clauses.get("ns")).containsEntry("name", "one");
        assertThat(clauses.get("ns#2")).containsEntry("name", "two");
    }

    @Test
    void whatIsNoBundleIsRefusedInASentence() throws IOException {
        Path text = Files.writeString(folder.resolve("a.jar"), "no zip");
        assertThatThrownBy(() -> Jar.read(text)).isInstanceOf(IOException.class);
        Path empty = folder.resolve("b.jar");
        new JarOutputStream(Files.newOutputStream(empty), new Manifest()).close();
        assertThatThrownBy(() -> Jar.read(empty)).hasMessageContaining("no Bundle-SymbolicName");
    }
}
