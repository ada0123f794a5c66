/**
 * What runs on a reactor: the loop, its timers and buffers, and the one mutable thing, a SCSI task.
 */
@Export
@Version("0.1.0")
package org.mpath.api.io;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
