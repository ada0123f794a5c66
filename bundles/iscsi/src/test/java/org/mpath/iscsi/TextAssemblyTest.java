package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextAssemblyTest {
    private final TextAssembly assembly = new TextAssembly(new TextLimits(10_000, 3, 4));

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assembly.add(ByteBuffer.wrap(bytes), 0, bytes.length);
    }

    @Test
    void putsTextTogetherAcrossPdusEvenInsideAKey() {
        add("TargetName=iqn.2026-11.org.exam");
        add("ple:t1\0Target");
        add("Address=127.0.0.1:3260,1\0");
        assertThat(assembly.take()).containsExactly(
                new KeyValue("TargetName", "iqn.2026-11.org.example:t1"),
                new KeyValue("TargetAddress", "127.0.0.1:3260,1"));
        assertThat(assembly.isEmpty()).isTrue();
        assertThat(assembly.take()).isEmpty();
    }

    @Test
    void readsBackWhatTheBuilderWrites() {
        byte[] text = new TextBuilder().add("A", "x=y").add("MaxBurstLength", 5).add("E", "").bytes();
        assembly.add(ByteBuffer.wrap(text), 0, text.length);
        assertThat(assembly.take()).containsExactly(
                new KeyValue("A", "x=y"), new KeyValue("MaxBurstLength", "5"), new KeyValue("E", ""));
    }

    @Test
    void refusesMoreBytesThanItsLimit() {
        add("A=" + "x".repeat(5000));
        assertThatThrownBy(() -> add("x".repeat(5000)))
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("10002")
                .hasMessageContaining("10000");
    }

    @Test
    void refusesMorePdusThanItsLimit() {
        for (int i = 0; i < 4; i++) {
            add("A");
        }
        assertThatThrownBy(() -> add("A")).isInstanceOf(MalformedPdu.class).hasMessageContaining("4 PDUs");
    }

    @Test
    void refusesMoreKeysThanItsLimit() {
        add("A=1\0B=2\0C=3\0");
        assertThat(assembly.take()).hasSize(3);
        add("A=1\0B=2\0C=3\0D=4\0");
        assertThatThrownBy(assembly::take).isInstanceOf(MalformedPdu.class).hasMessageContaining("3 text keys");
    }

    @Test
    void refusesWhatIsNoPairAndShowsItWithoutControlCharacters() {
        add("no\u001b[31mequals\0");
        assertThatThrownBy(assembly::take)
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("no?[31mequals");
    }

    @Test
    void takesAKeyOf63CharactersAndRefusesOneOf64() {
        add("k".repeat(63) + "=v\0");
        assertThat(assembly.take()).hasSize(1);
        add("k".repeat(64) + "=v\0");
        assertThatThrownBy(assembly::take).isInstanceOf(MalformedPdu.class).hasMessageContaining("64 characters");
    }

    @Test
    void takesAValueOf8192BytesAndRefusesOneOf8193() {
        add("K=" + "v".repeat(8192) + "\0");
        assertThat(assembly.take()).hasSize(1);
        add("K=" + "v".repeat(8193) + "\0");
        assertThatThrownBy(assembly::take).isInstanceOf(MalformedPdu.class).hasMessageContaining("8193");
    }

    @Test
    void refusesAnEmptyOrStrangeKey() {
        add("=v\0");
        assertThatThrownBy(assembly::take).isInstanceOf(MalformedPdu.class);
        TextAssembly other = new TextAssembly(TextLimits.LOGIN);
        byte[] text = "a b=v\0".getBytes(StandardCharsets.UTF_8);
        other.add(ByteBuffer.wrap(text), 0, text.length);
        assertThatThrownBy(other::take).isInstanceOf(MalformedPdu.class).hasMessageContaining("wrong character");
    }
}
