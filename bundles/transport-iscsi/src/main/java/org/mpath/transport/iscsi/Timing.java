package org.mpath.transport.iscsi;

/**
 * How long things may take, all in nanoseconds.
 *
 * @param connect until the TCP connection is there
 * @param login from then until the session is logged in
 * @param pingInterval silence after which the target is pinged
 * @param pingTimeout silence after a ping that ends the session
 * @param command what a command may take when it says nothing itself
 * @param abort what a task management function may take
 * @param logout what draining and a logout may take, each
 * @param retryMin second try after a lost session; the first is at once, then it doubles
 * @param retryMax longest wait between tries
 * @param retryRefused wait after a login that was refused for reasons of identity
 */
record Timing(
        long connect,
        long login,
        long pingInterval,
        long pingTimeout,
        long command,
        long abort,
        long logout,
        long retryMin,
        long retryMax,
        long retryRefused) {}
