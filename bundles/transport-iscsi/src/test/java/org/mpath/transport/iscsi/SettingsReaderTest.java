package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.iscsi.ChapAlgorithm;
import org.mpath.iscsi.DigestKind;
import org.mpath.iscsi.IscsiName;

class SettingsReaderTest {
    private static final String SECRET = "correct horse battery";

    @Test
    void defaultsAreGoodAndTheNameTellsTheHost() {
        Settings settings = SettingsReader.read(new Configured().get());
        assertThat(settings.portals()).isEmpty();
        assertThat(settings.initiatorName()).startsWith("iqn.2026-11.org.mpath:").matches(IscsiName::valid);
        assertThat(settings.authentication().chap()).isFalse();
        assertThat(settings.headerDigest()).containsExactly(DigestKind.NONE, DigestKind.CRC32C);
        assertThat(settings.timing().pingInterval()).isEqualTo(1_000_000_000L);
        assertThat(settings.timing().pingTimeout()).isEqualTo(2_000_000_000L);
        assertThat(settings).as("a configuration that cannot be read").isEqualTo(SettingsReader.empty());
    }

    @Test
    void readsPortalsFromAnArrayOrFromWordsInOneString() {
        Settings settings = SettingsReader.read(Configured.portals(
                "10.0.0.1 10.0.0.2:3261", "  [2001:db8::1]:3262,iqn.2026-11.org.example:t1 ", "").get());
        assertThat(settings.portals()).containsExactly(
                new PortalEntry(new Portal("10.0.0.1", 3260), null),
                new PortalEntry(new Portal("10.0.0.2", 3261), null),
                new PortalEntry(new Portal("2001:db8::1", 3262), "iqn.2026-11.org.example:t1"));
        assertThat(settings.portals().get(2).portal()).hasToString("[2001:db8::1]:3262");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "header.digest, MD5, header.digest=MD5",
        "data.digest, '', data.digest=",
        "data.digest, 'None,None', 'data.digest=None,None'",
        "initiator.name, Disk, initiator.name='Disk'",
        "chap.algorithms, ROT13, chap.algorithms=ROT13",
    })
    void namesTheWrongText(String key, String value, String words) {
        Configured configured = Configured.with(key, value).and("chap.user", "me").and(".chap.secret", SECRET);
        assertThatThrownBy(() -> SettingsReader.read(configured.get()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(words);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"queue.depth, 0", "queue.depth, 4097", "waiting.max, 0", "ping.interval.millis, 9", "retry.max.millis, 100",
        "command.timeout.millis, 3600001", "connect.timeout.millis, -1"})
    void namesTheNumberOutOfRange(String key, int value) {
        assertThatThrownBy(() -> SettingsReader.read(Configured.with(key, value).get()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(key + "=" + value);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1:0", "10.0.0.1:65536", "10.0.0.1:", "a b", "2001:db8::1", "'host,disk'", "'host,'", "'host,iqn.A'"})
    void namesTheWrongPortal(String word) {
        String portal = word.replace(' ', '!');
        assertThatThrownBy(() -> SettingsReader.read(Configured.portals(portal).get()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(portal.contains(",") ? portal.substring(5) : portal);
    }

    @Test
    void readsCredentialsAndNeverShowsASecret() {
        Configured configured = Configured.with("chap.user", "me").and(".chap.secret", SECRET)
                .and("mutual.user", "you").and(".mutual.secret", "staple correct horse").and("chap.algorithms", "sha-256, MD5");
        Settings settings = SettingsReader.read(configured.get());
        assertThat(settings.authentication().mutual()).isTrue();
        assertThat(settings.authentication().algorithms()).containsExactly(ChapAlgorithm.SHA256, ChapAlgorithm.MD5);
        assertThat(settings.toString()).contains("me:***").contains("you:***").doesNotContain(SECRET).doesNotContain("staple");
    }

    @Test
    void refusesCredentialsThatCannotWork() {
        assertRefused(Configured.with("chap.user", "me"), "chap.user=me needs");
        assertRefused(Configured.with(".chap.secret", SECRET), "without chap.user");
        assertRefused(Configured.with("mutual.user", "you").and(".mutual.secret", SECRET), "mutual.user=you without chap.user");
        assertRefused(Configured.with("chap.user", "me").and(".chap.secret", SECRET).and("mutual.user", "you")
                .and(".mutual.secret", SECRET), "are the same");
        assertRefused(Configured.with("chap.user", "me").and(".chap.secret", SECRET).and("chap.secret.file", "/x"), "one of them");
        assertRefused(Configured.with("chap.user", "me").and("chap.secret.file", "/no/such/file"), "/no/such/file");
    }

    private static void assertRefused(Configured configured, String words) {
        assertThatThrownBy(() -> SettingsReader.read(configured.get()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .message().doesNotContain(SECRET);
    }
}
