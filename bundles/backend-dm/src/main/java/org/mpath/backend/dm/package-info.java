/** The kernel's device-mapper as a data plane. */
package org.mpath.backend.dm;
