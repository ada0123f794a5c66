@Export
@Version("0.1.0")
package org.mpath.natives;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
