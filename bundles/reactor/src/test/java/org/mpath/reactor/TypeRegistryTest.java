package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.map.PlugInState;
import org.mpath.handler.sym.SymHandlerFactory;
import org.mpath.selector.round.robin.RoundRobinFactory;

/** The registry of named types (seed-systems 3.1), the same for handlers and for selectors. */
class TypeRegistryTest {
    enum Kind {
        HANDLER("handler", SymHandlerFactory::new),
        SELECTOR("selector", RoundRobinFactory::new);

        private final String word;
        private final Supplier<Object> service;

        Kind(String word, Supplier<Object> service) {
            this.word = word;
            this.service = service;
        }

        Leases<Object> leases() {
            return new Leases<>(service);
        }

        Leases<Object> leases(String symbolicName, String version, int ranking) {
            return new Leases<>(symbolicName, version, ranking, service);
        }
    }

    /** What was asked of the repository. */
    private final List<String> asked = new ArrayList<>();

    private TypeRegistry<Object> registry(Kind kind) {
        return registry(kind, name -> "there is nothing in the repository");
    }

    private TypeRegistry<Object> registry(Kind kind, TypeLoader loader) {
        return new TypeRegistry<>(kind.word, "path " + kind.word, name -> {
            asked.add(name);
            return loader.load(name);
        }, new NoPaths());
    }

    private static final class NoPaths implements TypeRegistry.LeaseKeeper {
        @Override
        public LeasedPaths begin() {
            return null;
        }

        @Override
        public void end(LeasedPaths paths) {}
    }

    private static void assertRefused(Code code, Runnable call, String... words) {
        assertThatThrownBy(call::run)
                .isInstanceOf(MapException.class)
                .hasMessageContainingAll(words)
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void refusesANameThatIsTakenAndKeepsTheFirst(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> first = kind.leases();
        registry.register("foo", first);
        assertRefused(Code.EXISTS, () -> registry.register("foo", kind.leases()), "'foo'");
        registry.get("foo", "m");
        assertThat(first.taken).isEqualTo(1);
    }

    private static final String BUNDLE = "org.example.plugin";

    @ParameterizedTest
    @EnumSource
    void refusesTheSameVersionOfTheSameBundleTwice(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases(BUNDLE, "1.0.0", 0));
        assertRefused(Code.EXISTS, () -> registry.register("foo", kind.leases(BUNDLE, "1.0.0", 5)), "'foo'", BUNDLE + " 1.0.0");
        assertThat(registry.states()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void keepsVersionsInOrderOfTheirBundlesThenRankingThenAge(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases(BUNDLE, "1.9.0", 0));
        registry.register("foo", kind.leases(BUNDLE, "1.10.0", 0));
        registry.register("foo", kind.leases("org.example.first", "1.9.0", 0));
        registry.register("foo", kind.leases("org.example.ranked", "1.9.0", 1));
        registry.register("foo", kind.leases(BUNDLE, "0.1.0", 9));
        assertThat(registry.states()).extracting(PlugInState::bundle).containsExactly(BUNDLE + " 1.10.0",
                "org.example.ranked 1.9.0", BUNDLE + " 1.9.0", "org.example.first 1.9.0", BUNDLE + " 0.1.0");
        assertThat(registry.states()).extracting(PlugInState::standing).containsExactly(
                Standing.CURRENT, Standing.OLDER, Standing.OLDER, Standing.OLDER, Standing.OLDER);
        assertThat(registry.get("foo", "m").bundle()).isEqualTo(BUNDLE + " 1.10.0");
    }

    @ParameterizedTest
    @EnumSource
    void countsTheUsesOfEachVersionAndUnregistersThatWhichIsNotUsed(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> old = kind.leases(BUNDLE, "1.0.0", 0);
        registry.register("foo", old);
        RegisteredType<Object> held = registry.get("foo", "mpatha");
        Leases<Object> next = kind.leases(BUNDLE, "2.0.0", 0);
        registry.register("foo", next);
        registry.get("foo", "mpathb");
        assertThat(registry.states()).extracting(PlugInState::maps).containsExactly(List.of("mpathb"), List.of("mpatha"));
        assertRefused(Code.BUSY, () -> registry.unregister(old.reference), "'foo'", "mpatha");
        registry.put(held, "mpatha");
        registry.unregister(old.reference);
        assertThat(registry.states()).extracting(PlugInState::standing).containsExactly(Standing.CURRENT);
        assertRefused(Code.BUSY, () -> registry.unregister(next.reference), "mpathb");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheNewestThatIsTrustedAndADistrustedOneOnlyAlone(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> old = kind.leases(BUNDLE, "1.0.0", 0);
        registry.register("foo", old);
        registry.register("foo", kind.leases(BUNDLE, "2.0.0", 0));
        RegisteredType<Object> newest = registry.wanted("foo", "m");
        assertThat(registry.misbehaved(newest, "mpatha", "it threw")).isTrue();
        assertThat(registry.states()).extracting(PlugInState::standing, PlugInState::reason).containsExactly(
                tuple(Standing.DISTRUSTED, "map mpatha: it threw"), tuple(Standing.CURRENT, ""));
        assertThat(registry.get("foo", "m").bundle()).isEqualTo(BUNDLE + " 1.0.0");

        registry.withdraw(registry.of(old.reference));
        assertThat(registry.wanted("foo", "m")).isSameAs(newest);
        assertThat(registry.wanted("foo", "mpatha")).as("where it misbehaved").isNull();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTrustInAVersionThatNothingCouldReplace(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases(BUNDLE, "1.0.0", 0));
        RegisteredType<Object> only = registry.get("foo", "mpatha");
        assertThat(registry.misbehaved(only, "mpatha", "it threw")).isFalse();
        assertThat(registry.states()).extracting(PlugInState::standing, PlugInState::reason)
                .containsExactly(tuple(Standing.CURRENT, "map mpatha: it threw"));
        assertThat(registry.wanted("foo", "mpatha")).isNull();
        assertThat(registry.wanted("foo", "mpathb")).isSameAs(only);
        registry.get("foo", "mpatha");
        assertThat(registry.wanted("foo", "mpatha")).as("taken again by request").isSameAs(only);
    }

    @ParameterizedTest
    @EnumSource
    void takesAnOlderVersionWhenTheNewestCannotBeHad(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases(BUNDLE, "1.0.0", 0));
        registry.register("foo", new Leases<>(BUNDLE, "2.0.0", 0, () -> null));
        assertThat(registry.get("foo", "m").bundle()).isEqualTo(BUNDLE + " 1.0.0");
        assertThat(registry.states().get(0).reason()).isEqualTo("map m: its component does not start");
    }

    @ParameterizedTest
    @EnumSource
    void waitsUntilAVersionThatLeavesIsLetGo(Kind kind) throws Exception {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> leases = kind.leases();
        registry.register("foo", leases);
        RegisteredType<Object> type = registry.get("foo", "m");
        registry.withdraw(type);
        assertThat(registry.awaitLetGo(type, 1)).isFalse();
        CompletableFuture<Boolean> gone = CompletableFuture.supplyAsync(() -> registry.awaitLetGo(type, 10_000));
        registry.put(type, "m");
        assertThat(gone.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(leases.givenBack).as("by the time it is gone").isEqualTo(1);
    }

    /** What is fetched then is given back: nothing of the plug-in runs once its bundle is let go. */
    @ParameterizedTest
    @EnumSource
    void waitsForALookUpThatIsFetchingTheServiceOfAVersionThatLeaves(Kind kind) throws Exception {
        TypeRegistry<Object> registry = registry(kind);
        CompletableFuture<Void> fetching = new CompletableFuture<>();
        CompletableFuture<Object> service = new CompletableFuture<>();
        Leases<Object> leases = new Leases<>(() -> {
            fetching.complete(null);
            return service.join();
        });
        registry.register("foo", leases);
        RegisteredType<Object> type = registry.of(leases.reference);
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(() -> registry.take(type, "m"));
        fetching.get(10, TimeUnit.SECONDS);
        registry.unregister(leases.reference);
        assertThat(registry.awaitLetGo(type, 1)).isFalse();

        service.complete(kind.service.get());
        assertThat(registry.awaitLetGo(type, 10_000)).isTrue();
        assertThat(leases.givenBack).isEqualTo(1);
        assertThat(taken.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(registry.take(type, "m")).isFalse();
        assertThat(leases.taken).as("after it left").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void hasNoServiceWhenThisBundleItselfHasStopped(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", new Leases<>(() -> {
            throw new IllegalStateException("the bundle context is no longer valid");
        }));
        assertThat(registry.get("foo", "m")).isNull();
        assertThat(registry.states()).extracting(PlugInState::uses).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void tellsNamesApartByCase(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases());
        assertThatCode(() -> registry.register("Foo", kind.leases())).doesNotThrowAnyException();
        assertThat(registry.get("FOO", "m")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void refusesToUnregisterAnUnknownName(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases());
        assertRefused(Code.INVALID, () -> registry.unregister(kind.leases().reference), "not registered");
        assertThat(registry.names()).containsExactly("foo");
    }

    @ParameterizedTest
    @EnumSource
    void refusesToUnregisterWhileMapsHoldItAndNamesThem(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> leases = kind.leases();
        registry.register("foo", leases);
        RegisteredType<Object> type = registry.get("foo", "mpatha");
        registry.get("foo", "mpathb");

        assertRefused(Code.BUSY, () -> registry.unregister(leases.reference), "'foo'", "mpatha", "mpathb");
        registry.put(type, "mpatha");
        assertRefused(Code.BUSY, () -> registry.unregister(leases.reference), "mpathb");
        registry.put(type, "mpathb");
        registry.unregister(leases.reference);
        assertThat(registry.get("foo", "mpatha")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void leasesTheServiceFromTheFirstUseToTheLast(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> leases = kind.leases();
        registry.register("foo", leases);
        assertThat(leases.taken).as("while nobody uses it").isZero();

        RegisteredType<Object> type = registry.get("foo", "m");
        Object service = type.service();
        assertThat(registry.get("foo", "m")).isSameAs(type);
        assertThat(leases.taken).isEqualTo(1);
        registry.put(type, "m");
        assertThat(leases.givenBack).isZero();
        assertThat(type.service()).isSameAs(service);
        registry.put(type, "m");
        assertThat(leases.givenBack).isEqualTo(1);

        registry.get("foo", "m");
        assertThat(leases.taken).as("used again").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenMoreIsPutBackThanWasTaken(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases());
        RegisteredType<Object> type = registry.get("foo", "m");
        registry.get("foo", "m");
        registry.put(type, "m");
        registry.put(type, "m");
        assertThatThrownBy(() -> registry.put(type, "m"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("map m", "foo");
    }

    @ParameterizedTest
    @EnumSource
    void failsWhenAMapPutsBackWhatAnotherTook(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", kind.leases());
        RegisteredType<Object> type = registry.get("foo", "mine");
        assertThatThrownBy(() -> registry.put(type, "yours")).isInstanceOf(IllegalStateException.class);
        assertThat(type.useCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesAServiceThatCannotBeHadForATypeThatIsNotThere(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        registry.register("foo", new Leases<>(() -> null));
        assertThat(registry.get("foo", "m")).isNull();
        assertThat(registry.states()).extracting(PlugInState::uses).containsExactly(0);
    }

    @ParameterizedTest
    @EnumSource
    void asksForAMissingTypeOnceAndTheSecondLookUpDecides(Kind kind) {
        TypeRegistry<Object> absent = registry(kind);
        assertThat(absent.get("foo", "m")).isNull();
        assertThat(asked).containsExactly("foo");

        asked.clear();
        List<TypeRegistry<Object>> self = new ArrayList<>();
        TypeRegistry<Object> present = registry(kind, name -> {
            self.get(0).register(name, kind.leases());
            return null;
        });
        self.add(present);
        assertThat(present.get("foo", "m").name()).isEqualTo("foo");
        present.get("foo", "m");
        assertThat(asked).containsExactly("foo");
    }

    @ParameterizedTest
    @EnumSource
    void waitsForTheServiceOfABundleThatWasStarted(Kind kind) throws Exception {
        CompletableFuture<Void> started = new CompletableFuture<>();
        TypeRegistry<Object> registry = registry(kind, name -> {
            started.complete(null);
            return null;
        });
        CompletableFuture<RegisteredType<Object>> found = CompletableFuture.supplyAsync(() -> registry.get("foo", "m"));
        started.get(10, TimeUnit.SECONDS);
        registry.register("foo", kind.leases());
        assertThat(found.get(10, TimeUnit.SECONDS).name()).isEqualTo("foo");
        assertThat(asked).containsExactly("foo");
    }

    @ParameterizedTest
    @EnumSource
    void givesNothingForNoNameWithoutAskingForIt(Kind kind) {
        assertThat(registry(kind).get(null, "m")).isNull();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ignoresNothingAndStrangersThatArePutBack(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        TypeRegistry<Object> other = registry(kind);
        registry.register("foo", kind.leases());
        other.register("foo", kind.leases());
        RegisteredType<Object> stranger = other.get("foo", "m");

        registry.put(null, "m");
        registry.put(stranger, "m");
        assertThat(stranger.useCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void countsTheUsesOfATypeWhoseBundleLeftUntilTheyAreBack(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> leases = kind.leases();
        registry.register("foo", leases);
        RegisteredType<Object> type = registry.get("foo", "m");

        assertThat(registry.of(leases.reference)).isSameAs(type);
        registry.withdraw(type);
        assertThat(registry.of(leases.reference)).isNull();
        assertThat(registry.isWithdrawn(type)).isTrue();
        assertThat(registry.get("foo", "m")).as("for newcomers").isNull();
        assertThat(registry.states()).containsExactly(new PlugInState(kind.word, "foo", "", Standing.LEAVING, "its bundle stopped", 1, List.of("m")));

        Leases<Object> next = kind.leases();
        registry.register("foo", next);
        RegisteredType<Object> successor = registry.get("foo", "m");
        registry.put(type, "m");
        assertThat(leases.givenBack).isEqualTo(1);
        assertThat(successor.useCount()).as("of the bundle that came after it").isEqualTo(1);
        registry.put(type, "m");
        assertThat(next.givenBack).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void keepsCountWhenManyMapsTakeAndPutAtOnce(Kind kind) {
        TypeRegistry<Object> registry = registry(kind);
        Leases<Object> leases = kind.leases();
        registry.register("foo", leases);
        List<CompletableFuture<Void>> maps = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String map = "m" + i;
            maps.add(CompletableFuture.runAsync(() -> {
                for (int turn = 0; turn < 2_000; turn++) {
                    RegisteredType<Object> type = registry.get("foo", map);
                    assertThat(type.service()).isNotNull();
                    registry.put(type, map);
                }
            }));
        }
        CompletableFuture.allOf(maps.toArray(CompletableFuture[]::new)).join();
        assertThat(registry.states()).extracting(PlugInState::uses).containsExactly(0);
        assertThat(leases.givenBack).isEqualTo(leases.taken);
    }
}
