package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.ArrayDefaults;

class PathSettingsTest {
    private static final PathIdentity UNIT = new PathIdentity("", "ACME", "DISK", "1.0", "scsi:iscsi", "W", List.of());

    private static PathSettings of(String... sections) {
        return PathSettings.of(EffectiveSettings.of(Given.accepted(sections), UNIT));
    }

    @Test
    void nobodySaysAnything() {
        PathSettings settings = of();
        assertThat(settings.name()).isEqualTo(new PathSettings.Name("", true, "mpath"));
        assertThat(settings.looking()).isEqualTo(new PathSettings.Looking("tur", "const", List.of(), 0, false));
        assertThat(settings.grouping())
                .isEqualTo(new PathSettings.Grouping(GroupingPolicy.MULTIBUS, PathSettings.FailbackKind.MANUAL, 0));
        assertThat(settings.table())
                .isEqualTo(new PathSettings.Table(List.of("service-time"), List.of(), List.of(), 1, false, 0));
        assertThat(settings.queueing()).isEqualTo(
                new PathSettings.Queueing(PathSettings.NoPath.UNSET, 0, PathSettings.FlushOnLastDelete.UNUSED));
        assertThat(settings.shaky()).isEqualTo(new PathSettings.Shaky(0, 0, 0, 0, 0, 0, 0));
        assertThat(settings.transport()).isEqualTo(new PathSettings.Transport(OptionalInt.empty(), OptionalInt.empty()));
    }

    @Test
    void everyKindOfValueIsRead() {
        PathSettings settings = of("""
                defaults {
                    path_selector "historical-service-time 2 5 100"
                    features "3 queue_if_no_path pg_init_retries 50"
                    failback 30
                    no_path_retry 12
                    rr_weight priorities
                    rr_min_io_rq 7
                    fast_io_fail_tmo off
                    dev_loss_tmo infinity
                    flush_on_last_del never
                }
                """);
        assertThat(settings.table()).isEqualTo(new PathSettings.Table(List.of("historical-service-time", "5", "100"),
                List.of("pg_init_retries", "50"), List.of(), 7, true, 0));
        assertThat(settings.grouping().failback()).isEqualTo(PathSettings.FailbackKind.DEFERRED);
        assertThat(settings.grouping().failbackSeconds()).isEqualTo(30);
        assertThat(settings.queueing()).isEqualTo(
                new PathSettings.Queueing(PathSettings.NoPath.CHECKS, 12, PathSettings.FlushOnLastDelete.NEVER));
        assertThat(settings.transport()).isEqualTo(new PathSettings.Transport(OptionalInt.of(-1), OptionalInt.of(-1)));
    }

    @Test
    void nothingIsHeldForALostConnectionUnlessAFileSaysSo() {
        PathIdentity unit = Given.path("PURE", "FlashArray", "scsi:iscsi", "");
        EffectiveSettings row = EffectiveSettings.of(Given.accepted(""), unit);
        assertThat(row.value("fast_io_fail_tmo")).isEqualTo("10");
        assertThat(PathSettings.of(row).transport().fastFailSeconds()).isEmpty();
        EffectiveSettings file = EffectiveSettings.of(Given.accepted("overrides {\n fast_io_fail_tmo 3\n}\n"), unit);
        assertThat(PathSettings.of(file).transport().fastFailSeconds()).hasValue(3);
    }

    @Test
    void aPlugInCountsBehindFilesAndBeforeBuiltInRowsAndDefaults() {
        PathIdentity unit = new PathIdentity("", "NETAPP", "LUN C-Mode", "1.0", "scsi:iscsi", "W", List.of());
        Settings plugIn = HardwareRow.settingsOfPlugIn("rdac",
                new ArrayDefaults(ArrayDefaults.Grouping.GROUP_BY_TPG, "queue-length", List.of(), List.of("follow"), -1),
                Map.of("path_checker", "rdac"));
        Configuration files = Given.accepted("""
                defaults {
                    path_checker hp_sw
                }
                devices {
                    device {
                        vendor NETAPP
                        product LUN
                        path_grouping_policy group_by_serial
                    }
                }
                """);
        PathSettings settings = PathSettings.of(EffectiveSettings.of(files, unit).with(unit, plugIn));
        assertThat(settings.grouping().policy()).isEqualTo(GroupingPolicy.GROUP_BY_SERIAL);
        assertThat(settings.looking().checker()).isEqualTo("rdac");
        assertThat(settings.grouping().failback()).isEqualTo(PathSettings.FailbackKind.MANUAL);
        assertThat(settings.table().selector()).containsExactly("queue-length");
        assertThat(settings.table().handler()).containsExactly("rdac", "follow");
    }
}
