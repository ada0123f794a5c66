/**
 * The {@code io-affinity} path selector.
 */
package org.mpath.selector.io.affinity;
