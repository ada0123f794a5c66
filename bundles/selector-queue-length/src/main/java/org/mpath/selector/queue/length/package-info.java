/**
 * The {@code queue-length} path selector.
 */
package org.mpath.selector.queue.length;
