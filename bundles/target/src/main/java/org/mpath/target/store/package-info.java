/**
 * Backing stores: where the bytes of a logical unit are.
 */
@Export
@Version("0.1.0")
package org.mpath.target.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
