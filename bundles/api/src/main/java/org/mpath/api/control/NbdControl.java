package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Views of the NBD server. Any thread. */
@ProviderType
public interface NbdControl {
    /** One line per map that is exported. */
    List<NbdExport> exports();

    /** One line per client connection. */
    List<NbdConnection> connections();
}
