package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.config.GroupingPolicy;

/** Grouping and choice of the group as multipath-tools does it. */
class PathGroupTest {
    /** States in which multipath-tools counts a path as enabled. */
    private static final Set<Object> ENABLED = Set.of("up", "ghost");

    private record Path(
            int number, int priority, int portGroup, String serial, String node, boolean marginal, boolean usable)
            implements Ranked {
        Path(int number, int priority, int portGroup, boolean usable) {
            this(number, priority, portGroup, "", "", false, usable);
        }
    }

    static Stream<GroupVector> groupings() throws IOException {
        return GroupVector.read("group_paths").stream();
    }

    static Stream<GroupVector> choices() throws IOException {
        return GroupVector.read("select").stream();
    }

    @ParameterizedTest
    @MethodSource("groupings")
    void formsTheGroupsOfMultipathTools(GroupVector vector) {
        List<Path> paths = new ArrayList<>();
        for (Map<String, Object> path : vector.objects("paths")) {
            paths.add(new Path(paths.size(), (int) path.get("prio"), (int) path.get("tpg"), (String) path.get("serial"),
                    (String) path.get("node_name"), path.get("marginal").equals("true"), true));
        }
        GroupingPolicy policy = GroupingPolicy.valueOf(((String) vector.fields().get("policy")).toUpperCase(Locale.ROOT));
        List<PathGroup<Path>> groups = PathGroup.of(policy, vector.fields().get("marginal_pathgroups").equals("true"), paths);
        assertThat(groups.stream().map(group -> group.paths().stream().map(Path::number).toList()).toList())
                .isEqualTo(vector.objects("groups").stream().map(group -> group.get("paths")).toList());
        assertThat(groups.stream().map(PathGroup::priority).toList())
                .isEqualTo(vector.objects("groups").stream().map(group -> group.get("priority")).toList());
        assertThat(PathGroup.best(groups)).isEqualTo(vector.fields().get("best_group"));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void choosesTheGroupOfMultipathTools(GroupVector vector) {
        List<PathGroup<Path>> groups = new ArrayList<>();
        for (Object group : (List<?>) vector.fields().get("groups")) {
            List<Path> paths = ((List<?>) group).stream()
                    .map(GroupVector::object)
                    .map(path -> new Path(0, (int) path.get("prio"), 0, "", "", path.get("marginal").equals("true"),
                            ENABLED.contains(path.get("state"))))
                    .toList();
            groups.add(new PathGroup<>(paths));
        }
        assertThat(groups.stream().map(PathGroup::priority).toList()).isEqualTo(
                vector.objects("computed").stream().map(group -> group.get("priority")).toList());
        assertThat(PathGroup.best(groups)).isEqualTo(vector.fields().get("best_group"));
    }

    @Test
    void hasAllVectorsOfItsPolicies() throws IOException {
        assertThat(GroupVector.read("group_paths")).hasSize(35);
        assertThat(GroupVector.read("select")).hasSize(12);
    }

    /** Row 037; what was GROUP_BY_TUR is the policy by rank: a path that has to be activated first ranks lower. */
    @ParameterizedTest
    @CsvSource({"MULTIBUS, 1", "FAILOVER, 4", "GROUP_BY_SERIAL, 2", "GROUP_BY_PRIO, 2"})
    void fourPathsAreOneFourOrTwoGroups(GroupingPolicy policy, int groups) {
        List<Path> paths = List.of(
                new Path(0, 50, 1, "one", "n", false, true), new Path(1, 10, 1, "two", "n", false, true),
                new Path(2, 50, 1, "two", "n", false, true), new Path(3, 10, 1, "one", "n", false, true));
        assertThat(PathGroup.of(policy, false, paths)).hasSize(groups);
    }

    @Test
    void aPathThatFailsMovesNoGroup() {
        List<Path> paths = List.of(
                new Path(0, 10, 1, true), new Path(1, 50, 2, false), new Path(2, 50, 2, false), new Path(3, 10, 1, true));
        List<PathGroup<Path>> groups = PathGroup.of(GroupingPolicy.GROUP_BY_TPG, false, paths);
        assertThat(groups.get(0).paths()).extracting(Path::number).containsExactly(1, 2);
        assertThat(PathGroup.best(groups)).as("with a usable path").isEqualTo(2);
    }

    @Test
    void aGroupWithoutUsablePathIsNeverBetterThanOneWhosePriorityNobodyKnows() {
        List<PathGroup<Path>> groups = List.of(
                new PathGroup<>(List.of(new Path(0, 50, 1, false))), new PathGroup<>(List.of(new Path(1, -1, -1, true))));
        assertThat(PathGroup.best(groups)).isEqualTo(2);
    }
}
