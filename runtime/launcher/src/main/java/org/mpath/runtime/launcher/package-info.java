/**
 * Starts the framework: options, logging, bundles by start level, exit code. A plain jar, not a bundle; it knows nothing
 * of multipathing.
 */
package org.mpath.runtime.launcher;
