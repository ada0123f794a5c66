package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.TextForm;

/** The status lines of seed-systems 3.11, byte for byte. */
class StatusTextTest {
    @Test
    void printsTheStatusOf2005() {
        assertThat(StatusText.info(twoGroups(true, 0, 0, 'E'), TextForm.LINUX_2005))
                .isEqualTo("0 99 multipath 1 0 0 2 1 E 0 1 0 8:16 A 0 E 0 1 0 8:32 A 0");
        assertThat(StatusText.info(twoGroups(true, 3, 1, 'A'), TextForm.LINUX_2005))
                .isEqualTo("0 99 multipath 1 3 0 2 1 A 0 1 0 8:16 A 0 E 0 1 0 8:32 A 0");
    }

    @Test
    void printsTheStatusOf2007() {
        assertThat(StatusText.info(twoGroups(false, 0, 1, 'A'), TextForm.LINUX_2007))
                .isEqualTo("0 99 multipath 2 0 1 0 2 1 A 0 1 0 8:16 A 0 E 0 1 0 8:32 A 0");
    }

    @Test
    void printsTheStatusOfToday() {
        StatusLine fresh = line(false, 0, 1, List.of(new StatusLine.Group('E', "service-time", "", List.of(
                new StatusLine.Path("8:0", true, 0, "0 1", "1 1"), new StatusLine.Path("8:16", true, 0, "0 4", "1 4")))));
        assertThat(StatusText.info(fresh, TextForm.TODAY))
                .isEqualTo("0 99 multipath 2 0 0 0 1 1 E 0 2 2 8:0 A 0 0 1 8:16 A 0 0 4");
        StatusLine failedOver = line(false, 0, 2, List.of(
                group('E', "queue-length", new StatusLine.Path("8:16", false, 1, "0", "1")),
                group('A', "queue-length", new StatusLine.Path("8:32", true, 0, "4", "1"))));
        assertThat(StatusText.info(failedOver, TextForm.TODAY))
                .isEqualTo("0 99 multipath 2 0 0 0 2 2 E 0 1 1 8:16 F 1 0 A 0 1 1 8:32 A 0 4");
    }

    @Test
    void saysInTodaysFormThatIoWaitsAndHowOftenTheGroupWasActivated() {
        assertThat(StatusText.info(twoGroups(true, 7, 2, 'D'), TextForm.TODAY))
                .isEqualTo("0 99 multipath 2 1 2 0 2 1 D 0 1 0 8:16 A 0 E 0 1 0 8:32 A 0");
    }

    @Test
    void countsTheWordsOfHandlerAndSelector() {
        StatusLine now = new StatusLine(99, false, 5, 2, "emc owned", 1, List.of(new StatusLine.Group('A',
                "historical-service-time", "972 0", List.of(new StatusLine.Path("8:0", true, 0, "1024 0 0", "0")))));
        String groups = " 1 1 A 2 972 0 1 3 8:0 A 0 1024 0 0";
        assertThat(StatusText.info(now, TextForm.LINUX_2005)).isEqualTo("0 99 multipath 1 5 2 emc owned" + groups);
        assertThat(StatusText.info(now, TextForm.LINUX_2007)).isEqualTo("0 99 multipath 2 5 2 2 emc owned" + groups);
        assertThat(StatusText.info(now, TextForm.TODAY)).isEqualTo("0 99 multipath 2 0 2 0" + groups);
    }

    @Test
    void printsAMapWithoutGroups() {
        assertThat(StatusText.info(line(true, 0, 0, List.of()), TextForm.TODAY)).isEqualTo("0 99 multipath 2 1 0 0 0 0");
    }

    private static StatusLine twoGroups(boolean queueIo, int queued, int pgInitCount, char first) {
        return new StatusLine(99, queueIo, queued, pgInitCount, "", 1, List.of(
                group(first, "round-robin", new StatusLine.Path("8:16", true, 0, "", "1000")),
                group('E', "round-robin", new StatusLine.Path("8:32", true, 0, "", "1000"))));
    }

    private static StatusLine line(boolean queueIo, int queued, int groupNumber, List<StatusLine.Group> groups) {
        return new StatusLine(99, queueIo, queued, 0, "", groupNumber, groups);
    }

    private static StatusLine.Group group(char state, String selector, StatusLine.Path path) {
        return new StatusLine.Group(state, selector, "", List.of(path));
    }
}
