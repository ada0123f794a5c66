/**
 * iSCSI on the wire (RFC 7143), both directions: fields of PDUs in a buffer, their framing and digests, text keys and
 * their negotiation, CHAP. Pure functions of bytes; no I/O, no threads, no clock.
 */
@Export
@Version("0.1.0")
package org.mpath.iscsi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
