/** Paths through the SCSI devices of this host's kernel. */
package org.mpath.transport.sg;
