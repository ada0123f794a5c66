package org.mpath.api.path;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of a path's link. Reactor thread. */
@ConsumerType
public interface LinkListener {
    /**
     * A new nexus is established. Everything sent on the previous one is over: it may have run, it will not run any more
     * (session reinstatement, RFC 7143 6.3.5). Identity must be read again before the path is used.
     */
    void linkUp(PathDevice path);

    /**
     * The nexus is lost; the path's tasks have been, or are about to be, completed. Told when tasks are held no more
     * ({@link LossTimes}), which {@link PathDevice#linkUp} does not wait for.
     */
    void linkDown(PathDevice path, String reason);

    /**
     * A command on the path, whosever it was, was answered that another unit may be behind it
     * ({@code 06/3f/03}, {@code 06/3f/05}): the unit says so once through each nexus. Told before who sent the command hears
     * its answer, so that nobody sends more in between. Identity must be read again before the path is used.
     *
     * @param words of the sense data
     */
    default void unitChanged(PathDevice path, String words) {}
}
