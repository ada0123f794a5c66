/**
 * Verbs and views of what is no map: iSCSI sessions, lab arrays, NBD exports, plug-in bundles, configuration files.
 */
@Export
@Version("0.1.0")
package org.mpath.api.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
