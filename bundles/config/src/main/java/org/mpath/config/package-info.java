/**
 * {@code multipath.conf} as people know it: text in, settings with their origins out. Everything here is immutable and pure:
 * no file, thread, clock or service; any thread may call anything.
 */
@Export
@Version("0.1.0")
package org.mpath.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
