/**
 * Maps, paths and the engine as MXBeans.
 */
@Export
@Version("0.1.0")
package org.mpath.jmx;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
