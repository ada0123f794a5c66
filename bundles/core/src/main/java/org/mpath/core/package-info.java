/**
 * The multipath engine: events in, commands out, nothing else. No thread, clock, randomness, I/O or OSGi.
 */
@Export
@Version("0.1.0")
package org.mpath.core;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
