package org.mpath.config.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigInForce.Basis;
import org.mpath.api.control.ConfigListener;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapChange;
import org.mpath.config.Configuration;
import org.mpath.config.ConfigurationUser;

/** Which configuration is in force, from the start on and when files are applied. */
class ApplyTest {
    private static final MapChange CHANGE = new MapChange(
            MapChange.Kind.RELOADED, "mpatha", "W", "a", "b", new MapChange.PathCount(2, 2), "");

    @TempDir
    Path folder;

    private Path etc;
    private ConfigKeeper keeper;
    private ConfigVerbs verbs;
    private final Follower follower = new Follower();
    private final List<String> heard = new ArrayList<>();

    /** Notes what it is to follow. */
    private static final class Follower implements ConfigurationUser {
        final List<String> calls = new ArrayList<>();
        ControlException refusal;

        @Override
        public List<MapChange> plan(Configuration next) {
            return List.of(CHANGE);
        }

        @Override
        public List<MapChange> follow(Configuration next, boolean force) {
            if (refusal != null) {
                throw refusal;
            }
            calls.add(retries(next) + (force ? " forced" : ""));
            return List.of(CHANGE);
        }
    }

    private static String retries(Configuration configuration) {
        return configuration.global("no_path_retry").value();
    }

    @BeforeEach
    void makeEtc() throws IOException {
        etc = Files.createDirectories(folder.resolve("etc"));
    }

    private Path write(Path file, String value) throws IOException {
        return Files.writeString(file, "defaults {\n no_path_retry " + value + "\n}\n");
    }

    private Path own(String value) throws IOException {
        return write(etc.resolve("multipath.conf"), value);
    }

    private void start() {
        keeper = new ConfigKeeper(etc, folder.resolve("var"));
        verbs = new ConfigVerbs(keeper);
        verbs.user = follower;
        verbs.bindListener(new ConfigListener() {
            @Override
            public void applied(ConfigInForce now, List<MapChange> changes) {
                heard.add("applied " + now.files() + " " + changes.size());
                throw new IllegalStateException("a listener that throws");
            }

            @Override
            public void refused(List<String> files, String reason) {
                heard.add("refused " + files + " " + reason);
            }
        });
    }

    @Test
    void theRuntimesOwnFilesHoldFromTheStart() throws IOException {
        Path own = own("5");
        start();
        assertThat(retries(keeper.current())).isEqualTo("5");
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.OWN_FILES);
        assertThat(verbs.inForce().files()).containsExactly(own.toString());
        assertThat(verbs.inForce().sinceMillis()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
    }

    @Test
    void namedFilesHoldUntilTheNextApplyOrStart() throws IOException {
        own("5");
        start();
        Path named = write(folder.resolve("n.conf"), "6");
        ConfigApplied applied = verbs.apply(List.of(named), false, false);
        assertThat(applied.check().applied()).isTrue();
        assertThat(applied.changes()).containsExactly(CHANGE);
        assertThat(retries(keeper.current())).isEqualTo("6");
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.NAMED_FILES);
        assertThat(verbs.inForce().files()).containsExactly(named.toString());
        verbs.apply(List.of(), false, true);
        assertThat(retries(keeper.current())).isEqualTo("5");
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.OWN_FILES);
        assertThat(follower.calls).containsExactly("6", "5 forced");
        verbs.apply(List.of(named), false, false);
        start();
        assertThat(retries(keeper.current())).isEqualTo("5");
    }

    @Test
    void aDryRunChangesNothingAndIsNotTold() throws IOException {
        start();
        ConfigApplied applied = verbs.apply(List.of(write(folder.resolve("n.conf"), "6")), true, false);
        assertThat(applied.check().accepted()).isTrue();
        assertThat(applied.check().applied()).isFalse();
        assertThat(applied.changes()).containsExactly(CHANGE);
        assertThat(verbs.apply(List.of(write(folder.resolve("n.conf"), "-6")), true, false).check().accepted()).isFalse();
        assertThat(retries(keeper.current())).isEmpty();
        assertThat(follower.calls).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void refusedFilesAndObjectionsLeaveWhatIsInForce() throws IOException {
        own("5");
        start();
        ConfigInForce before = verbs.inForce();
        Path bad = write(folder.resolve("bad.conf"), "-1");
        ConfigApplied refused = verbs.apply(List.of(bad), false, true);
        assertThat(refused.check().accepted()).isFalse();
        assertThat(refused.check().applied()).isFalse();
        assertThat(refused.changes()).isEmpty();
        follower.refusal = new ControlException(Code.BUSY, "map mpatha would lose its redundancy");
        Path good = write(folder.resolve("good.conf"), "6");
        assertThatThrownBy(() -> verbs.apply(List.of(good), false, false)).isSameAs(follower.refusal);
        assertThat(verbs.inForce()).isEqualTo(before);
        assertThat(retries(keeper.current())).isEqualTo("5");
        assertThat(heard.get(0)).startsWith("refused [" + bad + "] " + bad + ":2:16: ");
        assertThat(heard.get(1)).isEqualTo("refused [" + good + "] map mpatha would lose its redundancy");
    }

    @Test
    void listenersAreToldAndTheirFailuresStayTheirs() throws IOException {
        Path own = own("5");
        start();
        verbs.apply(List.of(), false, false);
        assertThat(heard).containsExactly("applied [" + own + "] 1");
    }

    @Test
    void withoutDiscoveryNothingIsApplied() throws IOException {
        own("5");
        start();
        verbs.user = null;
        assertThatThrownBy(() -> verbs.apply(List.of(), false, false)).isInstanceOf(ControlException.class)
                .hasMessageContaining("org.mpath.discovery");
    }

    @Test
    void whatWasAcceptedLastHoldsWhenTheFilesAreRefusedAtTheStart() throws IOException {
        own("5");
        start();
        verbs.apply(List.of(write(folder.resolve("n.conf"), "6")), false, false);
        Path bad = own("-1");
        start();
        assertThat(retries(keeper.current())).isEqualTo("6");
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.ACCEPTED_BEFORE);
        assertThat(verbs.inForce().refusal()).contains(bad + ":2:16", "-1");
        own("7");
        verbs.apply(List.of(), false, false);
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.OWN_FILES);
        assertThat(verbs.inForce().refusal()).isEmpty();
    }

    @Test
    void nothingIsTakenWhenTheFilesAreRefusedAndNoneWereAcceptedBefore() throws IOException {
        Path bad = own("-1");
        start();
        assertThat(keeper.current().exclusion().toString()).isNotEmpty();
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.NONE);
        assertThat(verbs.inForce().refusal()).contains(bad + ":2:16");
        Files.delete(bad);
        Files.createDirectory(bad);
        start();
        assertThat(verbs.inForce().basis()).isEqualTo(Basis.NONE);
        assertThat(verbs.inForce().refusal()).contains("is no regular file");
    }
}
