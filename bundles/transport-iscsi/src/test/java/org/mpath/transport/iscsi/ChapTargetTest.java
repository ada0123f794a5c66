package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.Tgtd;
import org.mpath.itests.support.TgtdTarget;

/** CHAP against a real tgtd. */
class ChapTargetTest {
    private static final String SECRET = "correct horse battery";
    private static final String OTHER = "staple correct horse!";

    @TempDir
    Path folder;

    private Tgtd tgtd(boolean mutual) throws IOException {
        Tgtd tgtd = new Tgtd(folder);
        TgtdTarget target = tgtd.targetWithFile(1 << 20);
        target.chap("initiator", SECRET);
        if (mutual) {
            target.outgoingChap("target", OTHER);
        }
        return tgtd;
    }

    private static Configured chap(Tgtd tgtd, String user, String secret) {
        return Configured.portals(tgtd.portal()).quick().and("chap.user", user).and(".chap.secret", secret);
    }

    private static void assertFails(Configured configured, String... words) throws IOException {
        try (Rig rig = new Rig(configured).settled()) {
            rig.awaitState("failed");
            IscsiSessionState session = rig.session();
            assertThat(session.reason()).contains(words).doesNotContain(SECRET).doesNotContain(OTHER);
            assertThat(rig.transport.paths()).isEmpty();
        }
    }

    @Test
    void logsInWithTheRightSecret() throws Exception {
        try (Tgtd tgtd = tgtd(false); Rig rig = new Rig(chap(tgtd, "initiator", SECRET)).settled()) {
            assertThat(rig.session().authentication()).isEqualTo("CHAP");
            rig.ready(rig.path(1));
        }
    }

    @Test
    void sha1OfTheTargetIsOfferedAsANumberOfItsOwn() throws Exception {
        try (Tgtd tgtd = tgtd(false)) {
            Configured configured = chap(tgtd, "initiator", SECRET).and("chap.algorithms", "SHA3-256,MD5");
            try (Rig rig = new Rig(configured).settled()) {
                assertThat(rig.session().authentication()).isEqualTo("CHAP");
            }
        }
    }

    @Test
    void takesTheSecretFromAFileOfMode0600AndRefusesOthers() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (Tgtd tgtd = tgtd(false)) {
            Configured configured = Configured.portals(tgtd.portal()).quick().and("chap.user", "initiator")
                    .and("chap.secret.file", file.toString());
            try (Rig rig = new Rig(configured).settled()) {
                assertThat(rig.session().authentication()).isEqualTo("CHAP");
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
                rig.transport.modified(configured.get());
                assertThat(rig.session().state()).as("the configuration before is kept").isEqualTo("logged-in");
            }
            try (Rig rig = new Rig(configured).settled()) {
                assertThat(rig.transport.sessions()).as("a wrong configuration wants nothing").isEmpty();
            }
        }
    }

    @Test
    void aWrongSecretFailsWithoutSayingIt() throws Exception {
        try (Tgtd tgtd = tgtd(false)) {
            assertFails(chap(tgtd, "initiator", "wrong horse battery"), "authentication failure");
            assertFails(chap(tgtd, "somebody", SECRET), "authentication failure");
            assertFails(Configured.portals(tgtd.portal()).quick(), "no CHAP user is configured");
        }
    }

    @Test
    void aRefusalIsNotRepeatedAtOnce() throws Exception {
        try (Tgtd tgtd = tgtd(false); FaultProxy proxy = new FaultProxy(tgtd.portal())) {
            Configured configured = chap(tgtd, "initiator", "wrong horse battery")
                    .and("portals", new String[] {proxy.portal() + ",iqn.2026-11.org.example:t1"})
                    .and("retry.refused.millis", 600_000);
            try (Rig rig = new Rig(configured).settled()) {
                rig.awaitState("failed");
                assertThat(proxy.accepted()).isEqualTo(1);
            }
        }
    }

    @Test
    void provesTheTargetToo() throws Exception {
        try (Tgtd tgtd = tgtd(true)) {
            Configured configured = chap(tgtd, "initiator", SECRET).and("mutual.user", "target");
            try (Rig rig = new Rig(configured.and(".mutual.secret", OTHER)).settled()) {
                assertThat(rig.session().authentication()).isEqualTo("mutual CHAP");
                rig.ready(rig.path(1));
            }
            assertFails(configured.and(".mutual.secret", "not what the target knows"),
                    "does not know the mutual CHAP secret of 'target'");
            assertFails(configured.and(".mutual.secret", OTHER).and("mutual.user", "somebody"),
                    "authenticates as 'target'", "'somebody'");
        }
    }

    @Test
    void aTargetThatDoesNotProveItselfIsRefused() throws Exception {
        try (Tgtd tgtd = tgtd(false)) {
            assertFails(chap(tgtd, "initiator", SECRET).and("mutual.user", "target").and(".mutual.secret", OTHER),
                    "authentication failure");
        }
        try (Tgtd tgtd = new Tgtd(folder)) {
            tgtd.targetWithFile(1 << 20); // wants no CHAP at all
            assertFails(chap(tgtd, "initiator", SECRET).and("mutual.user", "target").and(".mutual.secret", OTHER),
                    "authentication failure");
        }
    }

    @Test
    void anOldSessionLivesOnWhenTheSecretIsChanged() throws Exception {
        try (Tgtd tgtd = tgtd(false); FaultProxy proxy = new FaultProxy(tgtd.portal())) {
            Configured configured = chap(tgtd, "initiator", SECRET)
                    .and("portals", new String[] {proxy.portal() + ",iqn.2026-11.org.example:t1"});
            try (Rig rig = new Rig(configured).settled()) {
                rig.awaitState("logged-in");
                rig.transport.modified(configured.and(".chap.secret", "another one of ours").get());
                rig.ready(rig.path(1));
                assertThat(rig.session().logins()).isEqualTo(1);
                proxy.reset();
                rig.awaitState("failed");
                assertThat(rig.session().reason()).contains("authentication failure");
                assertThat(rig.path(1).linkReason()).contains("authentication failure");
            }
        }
    }
}
