package org.mpath.itests.check.play;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;

/** A family at work in a scene. */
public final class Play {
    /** The timeout that checkers and prioritizers are given. */
    public static final long CHECK_NANOS = 10 * VirtualReactor.SECOND;

    private final HardwareHandlerFactory factory;
    private final HardwareHandler handler;
    private final Scene scene;
    private final List<Asked> asked = new ArrayList<>();
    private String lastWords = "";

    /** A new handler of a factory, with the arguments of its own defaults. */
    public Play(HardwareHandlerFactory factory, Scene scene) {
        this.factory = factory;
        this.scene = scene;
        this.handler = factory.create(factory.defaults().handlerArguments());
    }

    HardwareHandlerFactory factory() {
        return factory;
    }

    /** The handler. */
    public HardwareHandler handler() {
        return handler;
    }

    /** Where. */
    public Scene scene() {
        return scene;
    }

    /** What was asked. */
    public List<Asked> asked() {
        return asked;
    }

    /** Asks about one path. What the call throws is kept with what else is thrown. */
    public Asked ask(Question question, PlayedPath path) {
        Asked next = new Asked(question, path);
        asked.add(next);
        scene.guarded(() -> question.put(this, path, next::answered));
        return next;
    }

    /** Asks about every path of the scene. */
    public Play askAll(Question question) {
        scene.paths().forEach(path -> ask(question, path));
        return this;
    }

    /** Lets time pass, in steps, until everything is answered and nothing is to happen any more; at most so long. */
    public Play pass(long nanosMax) {
        long left = nanosMax;
        while (left > 0 && !scene.reactor().idle()) {
            long step = Math.min(left, VirtualReactor.SECOND);
            scene.reactor().pass(step);
            left -= step;
        }
        return this;
    }

    /** Its status words just before it was closed. */
    public String lastWords() {
        return lastWords;
    }

    /** Gives the handler back. */
    public void close() {
        scene.guarded(() -> lastWords = handler.statusWords());
        scene.guarded(handler::close);
    }
}
