package org.mpath.runtime.launcher;

import java.lang.System.Logger.Level;
import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The framework's own messages, as log records instead of lines on System.out. Any thread. */
final class FrameworkLog extends Logger {
    private final System.Logger log = System.getLogger("org.mpath.framework");

    FrameworkLog() {
        setLogLevel(LOG_WARNING);
    }

    @Override
    @SuppressWarnings("rawtypes") // as inherited
    protected void doLog(Bundle bundle, ServiceReference reference, int level, String message, Throwable thrown) {
        String source = bundle == null ? "" : " bundle=" + bundle.getSymbolicName();
        log.log(
                level == LOG_ERROR ? Level.ERROR : Level.WARNING,
                "event=framework.message" + source + " reason=\"" + message + "\"",
                thrown);
    }
}
