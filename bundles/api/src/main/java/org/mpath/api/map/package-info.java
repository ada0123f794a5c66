/**
 * Maps: the data plane that takes tables, the snapshot every face reads, and events.
 */
@Export
@Version("0.1.0")
package org.mpath.api.map;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
