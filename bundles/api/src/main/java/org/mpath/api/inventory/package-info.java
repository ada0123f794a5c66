/**
 * What discovery knows of every path.
 */
@Export
@Version("0.1.0")
package org.mpath.api.inventory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
