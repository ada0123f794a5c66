package org.mpath.reactor;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;

/** A version of the handler {@code arr}, which does what a test says at each call. Reactor thread, but for the settings. */
final class Plugged implements HardwareHandlerFactory {
    static final String NAME = "arr";

    /** What a call does before it answers as it should. */
    interface Script {
        void at(PathDevice path);

        Script NOTHING = path -> {};
    }

    final String version;
    final Leases<HardwareHandlerFactory> leases;
    /** What was called, in order: {@code create}, {@code checkSense}, {@code activate}, {@code askOwner}, {@code close}. */
    final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    /** The thread of each call. */
    final List<String> threads = new CopyOnWriteArrayList<>();

    volatile Activation activation = Activation.NONE;
    volatile Script onCreate = Script.NOTHING;
    volatile Script onSense = Script.NOTHING;
    volatile Script onActivate = Script.NOTHING;
    volatile Script onStatus = Script.NOTHING;
    volatile Script onClose = Script.NOTHING;
    volatile Verdict verdict = Verdict.DECLINED;
    volatile ActivationCode code = ActivationCode.OK;
    volatile OwnerState owner = OwnerState.ACTIVE;
    /** Activations are not answered but kept here. */
    volatile BlockingQueue<ActivationListener> held;

    Plugged(String version) {
        this.version = version;
        this.leases = new Leases<>(version, () -> this);
    }

    Plugged activating() {
        activation = Activation.EVERY_PATH;
        return this;
    }

    Plugged bind(PlaneRig rig) {
        rig.plane.bindHandler(leases.reference, Map.of(HardwareHandlerFactory.NAME, NAME));
        return this;
    }

    void unbind(PlaneRig rig) {
        rig.plane.unbindHandler(leases.reference);
    }

    String bundle() {
        return "org.example.plugin " + version;
    }

    long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    private void called(String call, Script script, PathDevice path) {
        calls.add(call);
        threads.add(Thread.currentThread().getName());
        script.at(path);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<HandlerMatch> matches() {
        return List.of();
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        called("create", onCreate, null);
        return new Handler();
    }

    private final class Handler implements HardwareHandler {
        @Override
        public Activation activation() {
            return activation;
        }

        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            called("checkSense", onSense, path);
            return verdict;
        }

        @Override
        public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
            called("activate", onActivate, path);
            if (held != null) {
                held.add(listener);
            } else {
                listener.activated(code);
            }
        }

        @Override
        public void askOwner(PathDevice path, OwnerListener listener) {
            called("askOwner", onActivate, path);
            listener.ownerState(owner);
        }

        @Override
        public String statusWords() {
            called("statusWords", onStatus, null);
            return version;
        }

        @Override
        public void close() {
            called("close", onClose, null);
        }
    }
}
