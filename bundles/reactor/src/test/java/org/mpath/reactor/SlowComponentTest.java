package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mpath.api.map.PlugInState;
import org.mpath.itests.support.Await;

/** Components of plug-ins that loop, or throw what nobody expects, when they start and when they end: their code runs there. */
@Timeout(120)
class SlowComponentTest {
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final TypeRegistry<Object> registry =
            new TypeRegistry<>("handler", "hardware handler", name -> "there is nothing", new TypeRegistry.LeaseKeeper() {
                @Override
                public LeasedPaths begin() {
                    return null;
                }

                @Override
                public void end(LeasedPaths paths) {}
            });

    /** Lets the loops of a test end with it. */
    private volatile boolean over;

    @AfterEach
    void tearDown() {
        over = true;
    }

    /** Ignores its interrupt. */
    private Object loop() {
        while (!over) {
            Thread.onSpinWait();
        }
        return "late";
    }

    private void register(String version, Supplier<Object> service) {
        registry.register("slow", new Leases<>(version, service));
    }

    private String reason() {
        return registry.states().stream().map(PlugInState::reason).filter(said -> !said.isEmpty()).findFirst().orElse("");
    }

    @Test
    void oneThatLoopsAtItsStartIsPassedOverForTheVersionBefore() {
        register("1.0.0", () -> "good");
        Leases<Object> slow = new Leases<>("2.0.0", this::loop);
        registry.register("slow", slow);
        long began = System.nanoTime();
        assertThat(registry.get("slow", "mpatha").service()).isEqualTo("good");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PAUSE_MAX);
        assertThat(reason()).isEqualTo("map mpatha: its component does not start");
        over = true;
        Await.until("what came late to be given back", () -> slow.givenBack == 1);
    }

    @Test
    void oneThatThrowsAtItsStartIsPassedOverWhateverItThrows() {
        register("1.0.0", () -> "good");
        for (Error thrown : List.of(new StackOverflowError(), new NoClassDefFoundError("gone"), new OutOfMemoryError("so it says"))) {
            register("2.0." + thrown.getClass().getSimpleName().length(), () -> {
                throw thrown;
            });
        }
        assertThat(registry.get("slow", "mpatha").service()).isEqualTo("good");
    }

    @Test
    void oneThatLoopsAtItsEndHoldsNobodyUpForLong() {
        Leases<Object> leases = new Leases<>("1.0.0", () -> "good") {
            @Override
            public void ungetService(Object given) {
                loop();
            }
        };
        registry.register("slow", leases);
        RegisteredType<Object> type = registry.get("slow", "mpatha");
        long began = System.nanoTime();
        registry.put(type, "mpatha");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PAUSE_MAX);
        assertThat(registry.awaitLetGo(type, 0)).isTrue();
        assertThat(registry.get("slow", "mpathb").service()).as("it is another component").isEqualTo("good");
    }
}
