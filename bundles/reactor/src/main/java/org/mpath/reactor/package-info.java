/**
 * The event loop and the user-space data plane it drives.
 */
package org.mpath.reactor;
