/**
 * SCSI vocabulary: CDBs, status, sense, INQUIRY and VPD pages as pure functions between bytes and records.
 */
@Export
@Version("0.1.0")
package org.mpath.scsi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
