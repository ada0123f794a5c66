package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.MapException;
import org.mpath.api.map.PlugInState;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.mpath.core.MapTable;

/**
 * The two registries, the repository that both ask for what is missing, and the {@link PlugInMaker}. Any thread but a reactor.
 */
final class PlugIns {
    private static final Logger LOG = System.getLogger("org.mpath.dataplane");

    private final Reactor reactor;
    private final ReactorCalls calls;
    private final long callMillisMax;
    private final PlugInMaker maker;
    private volatile PlugInRepository repository;
    private volatile Runnable changed = () -> {};
    private final TypeRegistry<HardwareHandlerFactory> handlers = new TypeRegistry<>(
            PlugInRepository.HANDLER, "hardware handler", name -> bring(PlugInRepository.HANDLER, name), new HandlerLeases());
    private final TypeRegistry<PathSelectorFactory> selectors = new TypeRegistry<>(
            PlugInRepository.SELECTOR, "path selector", name -> bring(PlugInRepository.SELECTOR, name), new SelectorLeases());

    /**
     * Empty registries.
     *
     * @param callMillisMax how long a call of a plug-in may take
     */
    PlugIns(Reactor reactor, ReactorCalls calls, long callMillisMax) {
        this.reactor = reactor;
        this.calls = calls;
        this.callMillisMax = callMillisMax;
        this.maker = new PlugInMaker(callMillisMax);
    }

    TypeRegistry<HardwareHandlerFactory> handlers() {
        return handlers;
    }

    TypeRegistry<PathSelectorFactory> selectors() {
        return selectors;
    }

    PlugInMaker maker() {
        return maker;
    }

    /** Asks this repository from now on; null for none. */
    void repository(PlugInRepository next) {
        repository = next;
    }

    PlugInRepository repository() {
        return repository;
    }

    private String bring(String kind, String name) {
        PlugInRepository asked = repository;
        return asked == null ? "there is no plug-in repository" : asked.bring(kind, name);
    }

    /** Takes the types that a table names, all or none: {@link TableTypes#take}. */
    TableTypes take(String map, MapTable table, UnaryOperator<String> attached) {
        return TableTypes.take(this, map, table, attached);
    }

    /**
     * Makes a handler of a type that the caller holds.
     *
     * @throws IllegalArgumentException when it refuses its arguments
     * @throws IllegalStateException when it breaks, a clause for people
     */
    GuardedHandler handler(RegisteredType<HardwareHandlerFactory> type, List<String> arguments) {
        HardwareHandlerFactory factory = type.service();
        return maker.make(() -> {
            HardwareHandler made = factory.create(arguments);
            Activation activation = made == null ? null : made.activation();
            return activation == null ? null : new GuardedHandler(type, made, activation, reactor, callMillisMax);
        });
    }

    /** Has all maps looked after by this, soon. */
    void onChange(Runnable next) {
        changed = next;
    }

    /** Some map holds a version that it should not. */
    void changed() {
        changed.run();
    }

    /**
     * A version misbehaved in a map.
     *
     * @return whether it is distrusted now
     */
    <T> boolean misbehaved(TypeRegistry<T> registry, RegisteredType<T> type, String map, String reason) {
        LOG.log(Level.WARNING, "event=plugin.misbehaved name=" + type.name() + " bundle=\"" + type.bundle() + "\" map=" + map
                + " reason=\"" + reason + '"');
        boolean leave = registry.misbehaved(type, map, reason);
        if (leave) {
            changed();
        }
        return leave;
    }

    /** A bundle misbehaved elsewhere than in a map. */
    void suspect(String bundle, String reason) {
        boolean leave = handlers.suspect(bundle, reason);
        if (selectors.suspect(bundle, reason) || leave) {
            changed();
        }
    }

    /** Ends a handler that no map has any more; it has done so, or will never, when this returns. */
    void close(GuardedHandler handler) {
        onReactor(handler.type().name(), closed -> {
            handler.close();
            handler.closed().thenAccept(closed::complete);
        });
    }

    private void onReactor(String name, Consumer<CompletableFuture<Void>> work) {
        try {
            calls.callAndAwait(name, work);
        } catch (MapException stuck) {
            LOG.log(Level.WARNING, "event=plugin.not_closed name=" + name + " reason=\"" + stuck.getMessage() + '"');
        }
    }

    /** A map is no more. */
    void forget(String map) {
        handlers.forget(map);
        selectors.forget(map);
    }

    List<PlugInState> states() {
        return Stream.concat(handlers.states().stream(), selectors.states().stream()).toList();
    }

    /** Handlers send commands: each lease has its paths. */
    private final class HandlerLeases implements TypeRegistry.LeaseKeeper {
        @Override
        public LeasedPaths begin() {
            return new LeasedPaths(reactor);
        }

        @Override
        public void end(LeasedPaths paths) {
            onReactor("handlers", severed -> {
                paths.sever();
                severed.complete(null);
            });
        }
    }

    /** Selectors see numbers. */
    private static final class SelectorLeases implements TypeRegistry.LeaseKeeper {
        @Override
        public LeasedPaths begin() {
            return null;
        }

        @Override
        public void end(LeasedPaths paths) {}
    }
}
