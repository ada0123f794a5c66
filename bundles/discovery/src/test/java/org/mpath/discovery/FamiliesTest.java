package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;

/** Which family a path belongs to. */
class FamiliesTest {
    private static final PathFacts PLAIN = path(0);
    private static final PathFacts TPGS = path(1);

    private Families families;
    private long services;

    @BeforeEach
    void setUp() {
        families = new Families();
    }

    @Test
    void theHighestRankingFamilyThatClaimsAPathHasIt() {
        add("a", 0, path -> true);
        add("z", 9, path -> path.lun() == 7);
        assertThat(chosen(PLAIN)).isEqualTo("a");
        assertThat(chosen(new PathFacts("p", "A0", 7, "V       ", "P               ", "1", 0, new byte[36])))
                .isEqualTo("z");
    }

    @Test
    void aluaIsAskedFirstAboutUnitsWithTargetPortGroups() {
        add("aaa", 0, path -> true);
        add("alua", 0, path -> path.tpgs() != 0);
        assertThat(chosen(TPGS)).isEqualTo("alua");
        assertThat(chosen(PLAIN)).isEqualTo("aaa");
    }

    @Test
    void rankingCountsMoreThanTargetPortGroups() {
        add("alua", 0, path -> path.tpgs() != 0);
        add("vendor", 1, path -> true);
        assertThat(chosen(TPGS)).isEqualTo("vendor");
    }

    @Test
    void theMatchListsDecideWhenAluaDoesNotClaimIt() {
        add("rdac", 0, path -> true);
        add("alua", 0, path -> false);
        assertThat(chosen(TPGS)).isEqualTo("rdac");
    }

    @Test
    void theLongestMatchingRowDecidesWhoeverComesFirstByName() {
        add("rdac", 0, path -> true, new HandlerMatch("MPATH", "LA"), new HandlerMatch("MPATH", "LAB-OF-ANOTHER-KIND"));
        add("sym", 0, path -> true, new HandlerMatch("MPATH", "LAB             "));
        add("zzz", 0, path -> true, new HandlerMatch("MPATH", "LAB"));
        assertThat(chosen(PLAIN)).isEqualTo("sym");
    }

    @Test
    void aluaHasAUnitOfAKnownBrandThatSupportsTargetPortGroups() {
        add("alua", 0, path -> path.tpgs() != 0);
        add("rdac", 0, path -> true, new HandlerMatch("MPATH", "LAB             "));
        assertThat(chosen(TPGS)).isEqualTo("alua");
        assertThat(chosen(PLAIN)).isEqualTo("rdac");
    }

    @Test
    void aFamilyThatSaysNothingOfAKindOfItsArraysBuildsThemLikeTheOthers() {
        FakeFamily family = new FakeFamily("odd").with(ArrayDefaults.Grouping.GROUP_BY_TPG, 5);
        family.defaultsOfPath = path -> null;
        Family leased = lease(family, Map.of("service.id", 1L));
        assertThat(leased.defaults(PLAIN)).isEqualTo(family.defaults);
        family.defaultsOfPath = path -> ArrayDefaults.SYMMETRIC;
        assertThat(leased.defaults(PLAIN)).isEqualTo(ArrayDefaults.SYMMETRIC);
    }

    @Test
    void theNewestOfTwoPlugInsOfOneNameIsTaken() {
        add("rdac", 0, path -> true);
        Family newer = add("rdac", 0, path -> true);
        assertThat(families.choose(PLAIN, "", null)).isSameAs(newer);
    }

    @Test
    void nobodyClaimsAPath() {
        add("rdac", 0, path -> false);
        assertThat(families.choose(TPGS, "", null)).isNull();
    }

    @Test
    void aFamilyThatThrowsClaimsNothing() {
        add("broken", 9, path -> {
            throw new IllegalStateException("not today");
        });
        add("rdac", 0, path -> true);
        assertThat(chosen(PLAIN)).isEqualTo("rdac");
    }

    @Test
    void aPathWaitsForAFamilyThatMayComeBackAndTakesItsNextVersionAtOnce() {
        Family old = add("rdac", 0, path -> true);
        add("another", -1, path -> true);
        old.giveBack(0);
        assertThat(families.choose(PLAIN, "", old)).as("before discovery was told").isSameAs(old);
        families.remove(old);
        assertThat(families.choose(PLAIN, "", old)).isSameAs(old);
        assertThat(families.choose(PLAIN, "", null).name()).as("a new path").isEqualTo("another");
        Family next = add("rdac", 0, path -> true);
        assertThat(families.choose(PLAIN, "", old)).isSameAs(next);
        next.giveBack(0);
        families.remove(next);
        families.forget(old);
        families.forget(next);
        assertThat(families.choose(PLAIN, "", old).name()).isEqualTo("another");
    }

    @Test
    void aPlugInThatDoesNotSayHowMapsAreBuiltIsGivenBack() {
        FakeFamily family = new FakeFamily("odd");
        family.defaults = new ArrayDefaults(ArrayDefaults.Grouping.MULTIBUS, " ", List.of(), List.of(), -1);
        LeaseBook<HardwareHandlerFactory> leases = new LeaseBook<>(family);
        assertThatThrownBy(() -> Family.lease(leases, Map.of("service.id", 1L)))
                .isInstanceOf(PlugInFault.class)
                .hasMessageContaining("its defaults name no selector");
        assertThat(leases.leased).isEmpty();
    }

    @Test
    void theServicesNameCountsBecauseTablesNameIt() {
        Family family = lease(
                new FakeFamily("spoken"), Map.of("service.id", 1L, HardwareHandlerFactory.NAME, "registered"));
        assertThat(family.name()).isEqualTo("registered");
    }

    private Family add(String name, int ranking, Predicate<PathFacts> claims, HandlerMatch... rows) {
        FakeFamily family = new FakeFamily(name);
        family.claims = claims;
        family.matches = List.of(rows);
        Map<String, Object> properties = new HashMap<>(Map.of("service.id", ++services));
        if (ranking != 0) {
            properties.put("service.ranking", ranking);
        }
        Family leased = lease(family, properties);
        families.add(leased);
        return leased;
    }

    private static Family lease(FakeFamily family, Map<String, Object> properties) {
        try {
            return Family.lease(new LeaseBook<>(family), properties);
        } catch (PlugInFault fault) {
            throw new AssertionError(fault);
        }
    }

    private String chosen(PathFacts path) {
        return families.choose(path, "", null).name();
    }

    private static PathFacts path(int tpgs) {
        return new PathFacts("lab:A0/0", "A0", 0, "MPATH   ", "LAB             ", "0001", tpgs, new byte[36]);
    }
}
