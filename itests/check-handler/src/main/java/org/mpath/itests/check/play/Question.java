package org.mpath.itests.check.play;

import java.util.function.Consumer;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.PgInitFlags;

/** What a family is asked about a path. */
public enum Question {
    /** {@code HardwareHandler.activate}. */
    ACTIVATE("activate") {
        @Override
        void put(Play play, PathDevice path, Consumer<Object> told) {
            play.handler().activate(path, false, told::accept);
        }

        @Override
        boolean favourable(Object answer) {
            return answer == ActivationCode.OK || answer instanceof PgInitFlags flags && !flags.any();
        }
    },
    /** {@code HardwareHandler.askOwner}. */
    ASK_OWNER("askOwner") {
        @Override
        void put(Play play, PathDevice path, Consumer<Object> told) {
            play.handler().askOwner(path, told::accept);
        }

        @Override
        boolean favourable(Object answer) {
            return answer == OwnerState.ACTIVE;
        }
    },
    /** {@code PathChecker.check}. */
    CHECK("check") {
        @Override
        void put(Play play, PathDevice path, Consumer<Object> told) {
            play.factory().checker().check(path, Play.CHECK_NANOS, (state, message) -> told.accept(state));
        }

        @Override
        public boolean asksOf(HardwareHandlerFactory factory) {
            return factory.checker() != null;
        }

        @Override
        boolean favourable(Object answer) {
            return answer == CheckerState.UP;
        }
    },
    /** {@code Prioritizer.rank}. */
    RANK("rank") {
        @Override
        void put(Play play, PathDevice path, Consumer<Object> told) {
            play.factory().prioritizer().rank(path, Play.CHECK_NANOS, told::accept);
        }

        @Override
        public boolean asksOf(HardwareHandlerFactory factory) {
            return factory.prioritizer() != null;
        }

        @Override
        boolean favourable(Object answer) {
            return answer instanceof PathRank rank && rank.priority() > 0;
        }
    };

    private final String call;

    Question(String call) {
        this.call = call;
    }

    /** The method that is called. */
    public String call() {
        return call;
    }

    /** Whether a family can be asked this. */
    public boolean asksOf(HardwareHandlerFactory factory) {
        return true;
    }

    abstract void put(Play play, PathDevice path, Consumer<Object> told);

    /** Whether an answer lets I/O go to the path. */
    abstract boolean favourable(Object answer);
}
