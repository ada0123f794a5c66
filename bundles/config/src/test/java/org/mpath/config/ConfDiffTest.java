package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every change shows, and nothing else. */
class ConfDiffTest {
    private static final String BEFORE = """
            defaults {
                no_path_retry 5
            }
            blacklist {
                wwid "x"
            }
            devices {
                device {
                    vendor "ACME"
                    product "D"
                    prio emc
                }
                device {
                    vendor "ACME"
                    product ".*"
                    prio hds
                }
            }
            overrides {
                protocol {
                    type "scsi:fcp"
                    dev_loss_tmo 60
                }
            }
            multipaths {
                multipath {
                    wwid W
                    alias data
                }
            }
            """;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = ';', value = {
        "no_path_retry 5; no_path_retry 6; 'defaults no_path_retry: \"5\" (file1:2:19 (defaults)) -> \"6\" (file1:2:19 (defaults))'",
        "no_path_retry 5; failback 5; 'defaults no_path_retry: \"5\" (file1:2:19 (defaults)) -> \"\" (built in)'",
        "prio emc; prio rdac; 'device ACME:D prio: \"emc\" (file1:11:14 (device)) -> \"rdac\" (file1:11:14 (device))'",
        "alias data; failback 5; 'multipath W alias: \"data\" (file1:28:15 (multipath)) -> not set'",
        "dev_loss_tmo 60; eh_deadline 5; 'protocol scsi:fcp dev_loss_tmo: \"60\" (file1:22:22 (protocol)) -> not set'",
        "'wwid \"x\"'; 'wwid \"y\"'; 'blacklist wwid \"x\": \"there\" (file1:5:10 (blacklist)) -> not set'"
    })
    void showsTheKeywordWithBothValuesAndTheirOrigins(String from, String to, String change) {
        assertThat(ConfDiff.between(Given.accepted(BEFORE), Given.accepted(BEFORE.replace(from, to))))
                .extracting(ConfDiff.Change::toString)
                .contains(change)
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void saysNothingOfValuesThatOnlyStandElsewhere() {
        assertThat(ConfDiff.between(Given.accepted(BEFORE), Given.accepted("# a comment\n" + BEFORE))).isEmpty();
        assertThat(ConfDiff.between(Given.accepted(), Given.accepted(Given.defaults("polling_interval 1")))).isEmpty();
    }

    @Test
    void showsThatRowsChangedPlaces() {
        String turned = BEFORE.replace("\"D\"", "\"_\"").replace("\".*\"", "\"D\"").replace("\"_\"", "\".*\"")
                .replace("prio emc", "prio _").replace("prio hds", "prio emc").replace("prio _", "prio hds");
        assertThat(ConfDiff.between(Given.accepted(BEFORE), Given.accepted(turned)))
                .extracting(ConfDiff.Change::keyword)
                .containsExactly("order of rows");
    }
}
