package org.mpath.transport.sg;

import org.mpath.api.io.Reactor;

/**
 * What paths share.
 *
 * @param reactor where they live
 * @param limits what bounds their queues
 * @param files opens their nodes
 * @param looks asks the kernel about devices
 * @param resets resets units
 * @param rescan looks for devices again, soon
 */
record Surroundings(
        Reactor reactor, SgQueue.Limits limits, OpenFiles files, Looks looks, UnitResets resets, Runnable rescan) {}
