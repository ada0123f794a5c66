/**
 * What an array or a selector bundle implements.
 */
@Export
@Version("0.1.0")
package org.mpath.api.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
