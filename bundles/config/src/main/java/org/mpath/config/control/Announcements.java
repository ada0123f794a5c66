package org.mpath.config.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigFinding.Severity;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigListener;
import org.mpath.api.control.MapChange;

/**
 * Tells the log and the listeners what becomes of files that somebody applies. A listener that throws disturbs nobody. Any
 * thread.
 */
final class Announcements {
    private static final Logger LOG = System.getLogger("org.mpath.config");

    private final List<ConfigListener> listeners = new CopyOnWriteArrayList<>();

    void add(ConfigListener listener) {
        listeners.add(listener);
    }

    void remove(ConfigListener listener) {
        listeners.remove(listener);
    }

    void applied(ConfigInForce now, List<MapChange> changes) {
        LOG.log(Level.INFO, "event=config.applied files=" + String.join(",", now.files()) + " maps=" + changes.size());
        tell(listener -> listener.applied(now, changes));
    }

    /** Files with errors: the first is the reason. */
    void refused(ConfigCheck check) {
        check.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .ifPresent(error -> refused(check.files(), sentence(error)));
    }

    private static String sentence(ConfigFinding error) {
        return error.file() + ":" + error.line() + ":" + error.column() + ": " + error.sentence();
    }

    void refused(List<String> files, String reason) {
        LOG.log(Level.WARNING, "event=config.refused reason=\"" + reason.replace('"', '\'') + "\"");
        tell(listener -> listener.refused(files, reason));
    }

    private void tell(Consumer<ConfigListener> news) {
        for (ConfigListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException thrown) {
                LOG.log(Level.WARNING, "event=config.listener_failed listener=" + listener.getClass().getName()
                        + " reason=\"" + String.valueOf(thrown).replace('"', '\'') + "\"");
            }
        }
    }
}
