package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapTableTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "0 1024 multipath 0 0 1 1 round-robin 0 1 1 lab:A0/0 1",
        "0 1024 multipath 0 0 0 0",
        "0 20971520 multipath 5 queue_if_no_path pg_init_retries 5 pg_init_delay_msecs 500 1 alua 1 1 queue-length 0 2 1 8:16 1 8:32 1",
        "0 10 multipath 0 0 1 1 service-time 0 2 2 8:0 128 1 8:16 128 4",
        "0 10 multipath 0 2 emc 0 2 2 round-robin 0 1 0 a round-robin 0 1 0 b",
    })
    void printsWhatItParsed(String line) {
        assertThat(MapTable.parse(line).text()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 10 multipath 9 a | invalid number of feature args",
        "0 10 multipath 1 no_partitions 0 0 0 | Unrecognised multipath feature request: 'no_partitions'",
        "0 10 multipath 2 pg_init_retries 51 0 0 0 | pg_init_retries must be between 1 and 50",
        "0 10 multipath 2 pg_init_delay_msecs 60001 0 0 0 | pg_init_delay_msecs must be between 0 and 60000",
        "0 10 multipath 2 queue_mode fast 0 0 0 | Unknown 'queue_mode' requested",
        "0 10 multipath 0 5 alua | invalid number of hardware handler args",
        "0 10 multipath 0 0 1025 1 | invalid number of priority groups",
        "0 10 multipath 0 0 1x 1 | invalid number of priority groups: '1x'",
        "0 10 multipath 0 0 1 0 round-robin 0 1 0 a | invalid initial priority group",
        "0 10 multipath 0 0 2 1 round-robin 0 1 0 a | priority group count mismatch",
        "0 10 multipath 0 0 1 1 round-robin 0 0 0 | invalid number of paths",
        "0 10 multipath 0 0 1 1 round-robin 0 2 1 a 1 b | not enough path parameters",
        "0 10 multipath 0 0 1 1 round-robin 0 2 0 a a | path given twice: 'a'",
        "0 10 linear 8:0 0 | unknown target type",
        "0 0 multipath 0 0 0 0 | invalid length",
    })
    void refusesInTheKernelsWordsNamingTheValue(String line, String message) {
        assertThatThrownBy(() -> MapTable.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
