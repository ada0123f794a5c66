/**
 * Verbs and views of the parts that are not maps: iSCSI sessions, lab arrays, NBD exports.
 */
@Export
@Version("0.1.0")
package org.mpath.api.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
