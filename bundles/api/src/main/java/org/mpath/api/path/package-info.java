/**
 * Paths and the transports that bring them.
 */
@Export
@Version("0.1.0")
package org.mpath.api.path;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
