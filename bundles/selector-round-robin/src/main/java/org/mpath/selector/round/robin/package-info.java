/**
 * The {@code round-robin} path selector.
 */
package org.mpath.selector.round.robin;
