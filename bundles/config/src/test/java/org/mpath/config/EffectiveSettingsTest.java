package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who wins, and where a value comes from. */
class EffectiveSettingsTest {
    private static final String ALL_LAYERS = """
            defaults {
                prio rdac
                fast_io_fail_tmo 1
            }
            devices {
                device {
                    vendor "ACME"
                    product "Disk"
                    prio emc
                    fast_io_fail_tmo 2
                }
                device {
                    vendor "ACME"
                    product "Disk Two"
                    prio hds
                }
            }
            overrides {
                prio ontap
                fast_io_fail_tmo 3
                protocol {
                    type "scsi:iscsi"
                    fast_io_fail_tmo 4
                }
            }
            multipaths {
                multipath {
                    wwid W
                    prio random
                }
            }
            """;

    private final Configuration all = Given.accepted(ALL_LAYERS);

    @Test
    void candidatesAreInTheOrderOfPrecedence() {
        PathIdentity path = Given.path("ACME", "Disk Two", "scsi:iscsi", "W");
        Detection detection = Detection.NONE.with("prio", "alua", "TPGS 1");
        EffectiveSettings settings = EffectiveSettings.of(all, path, detection, Map.of("prio", "const"));
        assertThat(settings.candidates("prio")).extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly(
                        tuple("const", "command"),
                        tuple("alua", "detection (TPGS 1)"),
                        tuple("random", "file1:29:14 (multipath)"),
                        tuple("ontap", "file1:19:10 (overrides)"),
                        tuple("hds", "file1:15:14 (device)"),
                        tuple("emc", "file1:9:14 (device)"),
                        tuple("rdac", "file1:2:10 (defaults)"),
                        tuple("const", "built in"));
        assertThat(settings.value("prio")).isEqualTo("const");
    }

    @Test
    void aProtocolBeatsOverridesForItsOwnPathsOnly() {
        assertThat(EffectiveSettings.of(all, Given.path("ACME", "Disk", "scsi:iscsi", "")).value("fast_io_fail_tmo")).isEqualTo("4");
        assertThat(EffectiveSettings.of(all, Given.path("ACME", "Disk", "scsi:fcp", "")).value("fast_io_fail_tmo")).isEqualTo("3");
    }

    @Test
    void whatADeviceSaysOfItselfCountsOnlyWhereItMay() {
        Configuration mayNot = Given.accepted(Given.defaults("detect_prio no"));
        Detection detection = Detection.NONE.with("prio", "alua", "TPGS 1").with("path_checker", "rdac", "page C9h");
        EffectiveSettings settings = EffectiveSettings.of(mayNot, Given.unit("X", "Y"), detection, Map.of());
        assertThat(settings.value("prio")).isEqualTo("const");
        assertThat(settings.get("path_checker")).isEqualTo(new Setting("path_checker", "rdac", new Origin.Detected("page C9h")));
        // row 97 forbids it for its own units
        assertThat(EffectiveSettings.of(Given.accepted(), Given.unit("LIO-ORG", "disk"), detection, Map.of()).get("path_checker"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("directio", "hardware row 97 (Linux-IO (LIO) Target)");
    }

    @Test
    void aPlugInThatIsNotInstalledIsPassedOver() {
        Installed few = new Installed(Set.of("service-time"), Set.of("const"), Set.of("tur"), Set.of(), List.of(), Map.of(), Map.of());
        EffectiveSettings settings = EffectiveSettings.of(Given.accepted(few), Given.unit("NETAPP", "LUN C-Mode"));
        assertThat(settings.get("prio")).isEqualTo(new Setting("prio", "const", new Origin.BuiltIn()));
        assertThat(settings.candidates("prio")).extracting(Setting::value).containsExactly("ontap", "const");
        assertThat(settings.value("failback")).isEqualTo("immediate");
    }

    @Test
    void queueIfNoPathCountsWhereNoPathRetryIsNotSet() {
        String queueing = Given.defaults("features \"1 queue_if_no_path\"");
        assertThat(EffectiveSettings.of(Given.accepted(queueing), Given.unit("X", "Y")).get("no_path_retry"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("queue", "from features, file1:2:11 (defaults)");
        assertThat(EffectiveSettings.of(Given.accepted(queueing), Given.unit("PURE", "FlashArray")).value("no_path_retry")).isEqualTo("queue");
        assertThat(EffectiveSettings.of(Given.accepted(queueing, Given.defaults("no_path_retry fail")), Given.unit("X", "Y"))
                        .value("no_path_retry"))
                .isEqualTo("fail");
    }

    @Test
    void intervalsThatFollowFromOthersSaySo() {
        Configuration configuration = Given.accepted(Given.defaults("polling_interval 10"));
        assertThat(configuration.global("max_polling_interval"))
                .extracting(Setting::value, setting -> setting.origin().toString())
                .containsExactly("40", "from polling_interval, file1:2:19 (defaults)");
    }

    @Test
    void laterFilesWinKeywordByKeyword() {
        Configuration configuration = Given.accepted(
                "defaults {\n no_path_retry 1\n failback immediate\n}\n", Given.defaults("no_path_retry 2"));
        assertThat(configuration.global("no_path_retry").value()).isEqualTo("2");
        assertThat(configuration.global("failback").value()).isEqualTo("immediate");
    }

    @Test
    void everybodyWhoSetsAKeywordIsListed() {
        assertThat(all.everywhere("fast_io_fail_tmo")).extracting(Setting::value, setting -> setting.origin().toString()).containsExactly(
                tuple("4", "file1:23:26 (protocol)"),
                tuple("3", "file1:20:22 (overrides)"),
                tuple("2", "file1:10:26 (device)"),
                tuple("15", "hardware row 107 (InfiniBox)"),
                tuple("10", "hardware row 101 (FlashArray family)"),
                tuple("15", "hardware row 33 (PowerStore)"),
                tuple("10", "hardware row 2 (3PAR / Primera / Alletra 9000)"),
                tuple("1", "file1:3:22 (defaults)"),
                tuple("", "built in"));
    }

    @Test
    void everyKeywordOfPathsAndMapsHasAnOrigin() {
        List<String> without = new ArrayList<>();
        EffectiveSettings.of(all, Given.unit("ACME", "Disk")).all().forEach((keyword, setting) -> {
            if (setting.origin() == null) {
                without.add(keyword);
            }
        });
        assertThat(without).isEmpty();
    }

    @Test
    void aPathIsKeptLongerThanRequestsWaitForIt() {
        assertThat(loss("no_path_retry 12\n polling_interval 5\n max_polling_interval 20\n dev_loss_tmo 30")).isEqualTo("61");
        assertThat(loss("no_path_retry 12\n polling_interval 5\n max_polling_interval 20\n dev_loss_tmo 90")).isEqualTo("90");
        assertThat(loss("no_path_retry queue\n dev_loss_tmo 30")).isEqualTo("infinity");
        assertThat(loss("features \"1 queue_if_no_path\"\n dev_loss_tmo 30")).isEqualTo("infinity");
        assertThat(loss("no_path_retry fail\n dev_loss_tmo 30")).isEqualTo("30");
        assertThat(loss("no_path_retry 12")).as("nothing to lengthen").isEmpty();
        assertThat(settings("no_path_retry queue\n dev_loss_tmo 30").get("dev_loss_tmo").origin().toString())
                .isEqualTo("from no_path_retry, file1:2:16 (defaults)");
    }

    private static String loss(String defaults) {
        return settings(defaults).value("dev_loss_tmo");
    }

    private static EffectiveSettings settings(String defaults) {
        return EffectiveSettings.of(Given.accepted(Given.defaults(defaults)), Given.path("ACME", "Disk", "scsi:iscsi", ""));
    }
}
