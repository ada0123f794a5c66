package org.mpath.transport.iscsi;

/** Told how a session fares. Reactor thread. */
interface SessionListener {
    /** The session takes no new tasks and will log out. */
    void sessionClosing(String reason);

    /**
     * The session is over, its wire closed; its tasks are completed right after this returns.
     *
     * @param reason one sentence
     * @param waitSeconds how long the target wants us to wait before a new login
     */
    void sessionEnded(String reason, int waitSeconds);

    /** The target said that its logical units have changed. */
    void unitsChanged();
}
