/**
 * What array plug-ins share: asking an array, judging its answers, waiting for an activation.
 */
@Export
@Version("0.1.0")
package org.mpath.plugin.kit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
