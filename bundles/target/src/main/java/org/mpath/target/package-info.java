/**
 * SCSI targets: arrays with controllers, ports and logical units, nexuses, and the commands they carry out.
 *
 * <p>No threads, clock or sockets: a front end calls, an answer is there on return. One thread at a time per array.
 */
@Export
@Version("0.1.0")
package org.mpath.target;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
