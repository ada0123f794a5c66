package org.mpath.itests.check.play;

/** Says what an array answers. May cut and heal the path as well. */
@FunctionalInterface
public interface ArrayScript {
    /** The reply to a command. */
    Reply reply(Sent sent);

    /** The path's nexus has heard of all that was, such as a power on: its next command is carried out. */
    default void settle(PlayedPath path) {}

    /** The same for everything. */
    static ArrayScript always(Reply reply) {
        return sent -> reply;
    }

    /** This one for the first commands of a scene, then another one. */
    default ArrayScript until(int commands, ArrayScript then) {
        return sent -> sent.path().scene().sent().size() <= commands ? reply(sent) : then.reply(sent);
    }

    /** Another one for one command of a scene, counted from 1; this one for the others. */
    default ArrayScript but(int command, ArrayScript other) {
        return sent -> sent.path().scene().sent().size() == command ? other.reply(sent) : reply(sent);
    }
}
