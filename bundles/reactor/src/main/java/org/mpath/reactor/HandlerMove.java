package org.mpath.reactor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.mpath.api.map.MapException;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.reactor.TableTypes.ReadyHandler;

/**
 * Moves a map to the version of its handler that it should hold. The next handler is made first, without a lock; when that
 * fails nothing has changed. Then, in one step on the reactor, it takes over; the one before is closed and its use put back.
 *
 * <p>I/O in flight is not waited for: it belongs to engine and transports. What is waited for, bounded, is an activation or a
 * look for the owner that the present handler has begun. Control threads.
 */
final class HandlerMove {
    /** How long a handler that is to be replaced may take to end what it has begun. */
    private static final long QUIET_MILLIS_MAX = 2_000;

    private final UserMap map;
    private final ReactorCalls reactor;
    private final PlugIns plugIns;
    private final LiveTypes live;

    HandlerMove(UserMap map, ReactorCalls reactor, PlugIns plugIns, LiveTypes live) {
        this.map = map;
        this.reactor = reactor;
        this.plugIns = plugIns;
        this.live = live;
    }

    /** Moves until the map holds what it should, or another table is live. */
    void keepUp(TableTypes types, boolean atOnce) {
        RegisteredType<HardwareHandlerFactory> wanted;
        do {
            wanted = types.wantedHandler();
        } while (wanted != types.handlerType() && step(types, wanted, atOnce));
    }

    /** One attempt; false when another table is live. One that fails has the map want another version. */
    private boolean step(TableTypes types, RegisteredType<HardwareHandlerFactory> wanted, boolean atOnce) {
        ReadyHandler ready = wanted == null ? null : types.readyHandler(wanted);
        if (wanted != null && ready == null) {
            return true;
        }
        boolean taken = false;
        try {
            taken = live.change(types, () -> takeOver(types, ready, atOnce));
        } finally {
            if (!taken) {
                types.discard(ready);
            }
        }
        return taken;
    }

    private boolean takeOver(TableTypes types, ReadyHandler ready, boolean atOnce) {
        RegisteredType<HardwareHandlerFactory> before = types.handlerType();
        try {
            if (ready == null) {
                reactor.run(map.name(), () -> map.handler().use("", null, why(before)));
            } else if (before == null) {
                String name = ready.type().name();
                reactor.run(map.name(), () -> map.handler().use(name, ready.handler(), "plug-in " + name + " is here again"));
            } else {
                swap(ready, why(before), atOnce);
            }
        } catch (MapException stuck) {
            if (before != null && plugIns.handlers().isWithdrawn(before)) {
                types.holdHandler(null); // it leaves, whether or not the reactor has heard of it
            }
            throw stuck;
        }
        types.holdHandler(ready);
        return true;
    }

    private String why(RegisteredType<HardwareHandlerFactory> before) {
        return before == null ? "" : plugIns.handlers().whyLeave(before, map.name());
    }

    private void swap(ReadyHandler ready, String why, boolean atOnce) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        reactor.run(map.name(), () -> {
            map.handler().move(ready.handler(), why, done);
            if (atOnce) {
                map.handler().moveNow();
            }
        });
        try {
            ReactorCalls.await(map.name(), done, QUIET_MILLIS_MAX);
        } catch (TimeoutException e) {
            reactor.run(map.name(), map.handler()::moveNow);
        } catch (InterruptedException e) {
            reactor.run(map.name(), map.handler()::moveNow);
            throw ReactorCalls.interrupted(map.name());
        }
    }
}
