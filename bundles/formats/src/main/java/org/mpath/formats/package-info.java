/**
 * multipath-tools' printed forms of maps, groups and paths.
 */
@Export
@Version("0.1.0")
package org.mpath.formats;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
