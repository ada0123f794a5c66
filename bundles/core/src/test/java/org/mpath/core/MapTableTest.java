package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.map.TextForm;
import org.mpath.core.MapTable.QueueMode;

class MapTableTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "0 1024 multipath 0 0 1 1 round-robin 0 1 1 lab:A0/0 1",
        "0 1024 multipath 0 0 0 0",
        "0 20971520 multipath 5 queue_if_no_path pg_init_retries 5 pg_init_delay_msecs 500 1 alua 1 1 queue-length 0 2 1 8:16 1 8:32 1",
        "0 10 multipath 0 0 1 1 service-time 0 2 2 8:0 128 1 8:16 128 4",
        "0 10 multipath 0 2 emc 0 2 2 round-robin 0 1 0 a round-robin 0 1 0 b",
        "0 10 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 1 retain_attached_hw_handler 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 2 pg_init_retries 1 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 2 pg_init_delay_msecs 0 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 2 pg_init_delay_msecs 2000 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 3 retain_attached_hw_handler queue_mode bio 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 8 queue_if_no_path pg_init_retries 50 pg_init_delay_msecs 60000 retain_attached_hw_handler queue_mode bio 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 0 1 rdac 1 1 round-robin 0 1 0 a",
        "0 10 multipath 0 3 emc 1 0 1 1 round-robin 0 1 0 a",
        "0 10 multipath 0 0 3 3 round-robin 0 1 0 a round-robin 0 1 0 b round-robin 0 1 0 c",
        "0 10 multipath 0 0 1 7 round-robin 0 1 0 a",
        "0 10 multipath 0 0 1 1 historical-service-time 2 500 10 1 1 a 1",
        "0 10 multipath 0 0 2 1 queue-length 0 1 1 a 1 service-time 0 1 2 b 1 4",
        "0 10 multipath 0 0 1 1 io-affinity 0 2 1 a 3 b c",
        "0 9223372036854 multipath 0 0 1 1 round-robin 0 4 0 a b c d",
    })
    void readsTwentyTablesAndPrintsThemAgain(String line) {
        assertThat(MapTable.parse(line).text()).isEqualTo(line);
        assertThat(MapTable.parse(MapTable.parse(line).text())).isEqualTo(MapTable.parse(line));
    }

    @Test
    void tellsWhatTheTableSays() {
        MapTable table = MapTable.parse("0 10 multipath 8 queue_if_no_path pg_init_retries 5 pg_init_delay_msecs 500"
                + " retain_attached_hw_handler queue_mode bio 3 emc 1 0 1 1 round-robin 0 1 0 a");
        assertThat(table.queueIfNoPath()).isTrue();
        assertThat(table.retainAttachedHandler()).isTrue();
        assertThat(table.pgInitRetries()).isEqualTo(5);
        assertThat(table.pgInitDelayMillis()).isEqualTo(500);
        assertThat(table.queueMode()).isEqualTo(QueueMode.BIO);
        assertThat(table.handlerName()).isEqualTo("emc");
        assertThat(table.handlerArguments()).containsExactly("1", "0");
    }

    @Test
    void saysWhatIsNotSet() {
        MapTable table = MapTable.parse("0 10 multipath 0 0 1 1 round-robin 0 1 0 a");
        assertThat(table.queueIfNoPath()).isFalse();
        assertThat(table.retainAttachedHandler()).isFalse();
        assertThat(table.pgInitRetries()).isZero();
        assertThat(table.pgInitDelayMillis()).isEqualTo(-1);
        assertThat(table.queueMode()).isEqualTo(QueueMode.RQ);
        assertThat(table.handlerName()).isEmpty();
        assertThat(table.handlerArguments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2 queue_mode rq|0",
        "2 queue_mode mq|0",
        "2 QUEUE_MODE BIO|3 retain_attached_hw_handler queue_mode bio",
        "1 Queue_If_No_Path|1 queue_if_no_path",
        "2 queue_if_no_path queue_if_no_path|1 queue_if_no_path",
        "4 pg_init_retries 3 pg_init_retries 4|2 pg_init_retries 4",
        "4 queue_mode bio queue_mode rq|0",
        "8 queue_mode rq pg_init_delay_msecs 100 pg_init_retries 5 retain_attached_hw_handler queue_if_no_path"
                + "|6 queue_if_no_path pg_init_retries 5 pg_init_delay_msecs 100 retain_attached_hw_handler",
        "02 pg_init_retries 0000000000007|2 pg_init_retries 7",
    })
    void keepsFeaturesInTheKernelsOrderAndOnlyThoseThatDiffer(String given, String kept) {
        String rest = " 0 1 1 round-robin 0 1 0 a";
        assertThat(MapTable.parse("0 10 multipath " + given + rest).text()).isEqualTo("0 10 multipath " + kept + rest);
    }

    @Test
    void comparesTablesByWhatTheySay() {
        MapTable table = MapTable.parse("0 10 multipath 0 1 alua 1 1 round-robin 0 1 0 a");
        assertThat(MapTable.parse(" 0 10\tmultipath 2 queue_mode rq 1 alua  01 1 round-robin 0 1 0 a ")).isEqualTo(table);
        assertThat(MapTable.parse("0 10 multipath 0 1 alua 1 1 round-robin 0 1 0 b")).isNotEqualTo(table);
        assertThat(table.hashCode())
                .isEqualTo(MapTable.parse("0 10 multipath 2 queue_mode rq 1 alua 1 1 round-robin 0 1 0 a").hashCode());
    }

    @Test
    void knowsWhereItsWordsStood() {
        MapTable table = MapTable.parse(
                "0 10 multipath 1 queue_if_no_path 2 emc 1 2 1 round-robin 0 1 1 a 1 queue-length 0 1 0 b");
        assertThat(table.handlerPlace().word()).isEqualTo(7);
        assertThat(table.groups()).extracting(group -> group.place().word()).containsExactly(11, 17);
        assertThat(table.groups().get(0).paths().get(0).place().word()).isEqualTo(15);
        assertThat(table.groups().get(1).paths().get(0).place().word()).isEqualTo(21);
    }

    @Test
    void switchesQueueingAndHandler() {
        MapTable table = MapTable.parse("0 10 multipath 2 pg_init_retries 5 0 1 1 round-robin 0 1 0 a");
        assertThat(table.withQueueing(true).text())
                .isEqualTo("0 10 multipath 3 queue_if_no_path pg_init_retries 5 0 1 1 round-robin 0 1 0 a");
        assertThat(table.withQueueing(true).withQueueing(false)).isEqualTo(table);
        assertThat(table.withHandler("emc", List.of("1")).text())
                .isEqualTo("0 10 multipath 2 pg_init_retries 5 2 emc 1 1 1 round-robin 0 1 0 a");
        assertThat(table.withHandler("emc", List.of("1")).withHandler("", List.of())).isEqualTo(table);
    }

    @Test
    void refusesASuccessorWithAnotherQueueMode() {
        MapTable requests = MapTable.parse("0 10 multipath 0 0 1 1 round-robin 0 1 0 a");
        MapTable bios = MapTable.parse("0 10 multipath 2 queue_mode bio 0 1 1 round-robin 0 1 0 a");
        requests.checkSuccessor(MapTable.parse("0 10 multipath 2 queue_mode mq 0 0 0"));
        bios.checkSuccessor(bios);
        assertThatThrownBy(() -> requests.checkSuccessor(bios))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("can't change device type after initial table load: queue_mode is rq and stays so, not bio");
    }

    @ParameterizedTest
    @CsvSource({
        "TODAY, 2x, false", "LINUX_2005, 2x, true", "LINUX_2007, 2x, true", "LINUX_2007, 0002, true",
        "TODAY, +2, false", "LINUX_2005, +2, false", "LINUX_2007, x2, false", "LINUX_2007, -2, false",
        "TODAY, 0x2, false",
    })
    void takesTheDigitsAWordBeginsWithOnlyInTheOldForms(TextForm form, String count, boolean two) {
        String line = "0 10 multipath 0 0 " + count + " 1 round-robin 0 1 0 a round-robin 0 1 0 b";
        if (two) {
            assertThat(MapTable.parse(line, form).groups()).hasSize(2);
        } else {
            assertThatThrownBy(() -> MapTable.parse(line, form))
                    .hasMessage("invalid number of priority groups: '" + count + "' (word 6) is not a number from "
                            + (form == TextForm.TODAY ? 0 : 1) + " to 1024");
        }
    }

    @Test
    void takesEveryCountTolerantlyInTheOldForms() {
        MapTable tolerant = MapTable.parse(
                "0 10 multipath 2, pg_init_retries 7. 1; emc 1: 1- round-robin 1/ x 1* 1# a b", TextForm.LINUX_2007);
        assertThat(tolerant.text())
                .isEqualTo("0 10 multipath 2 pg_init_retries 7 1 emc 1 1 round-robin 1 x 1 1 a b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LINUX_2005|1 pg_init_retries|'pg_init_retries' (word 5), known are queue_if_no_path",
        "LINUX_2007|1 retain_attached_hw_handler|'retain_attached_hw_handler' (word 5), known are queue_if_no_path, pg_init_retries",
        "LINUX_2007|2 pg_init_delay_msecs 5|'pg_init_delay_msecs' (word 5), known are queue_if_no_path, pg_init_retries",
        "LINUX_2007|2 queue_mode rq|'queue_mode' (word 5), known are queue_if_no_path, pg_init_retries",
        "TODAY|1 no_partitions|'no_partitions' (word 5), known are queue_if_no_path, retain_attached_hw_handler,"
                + " pg_init_retries, pg_init_delay_msecs, queue_mode",
    })
    void knowsTheFeatureWordsOfEachForm(TextForm form, String features, String ending) {
        assertThatThrownBy(() -> MapTable.parse("0 10 multipath " + features + " 0 1 1 round-robin 0 1 0 a", form))
                .hasMessage("Unrecognised multipath feature request: " + ending);
    }

    @Test
    void readsTheFeaturesOf2007() {
        MapTable table = MapTable.parse(
                "0 10 multipath 3 queue_if_no_path pg_init_retries 7 1 rdac 1 1 round-robin 0 1 0 a", TextForm.LINUX_2007);
        assertThat(table.queueIfNoPath()).isTrue();
        assertThat(table.pgInitRetries()).isEqualTo(7);
    }
}
