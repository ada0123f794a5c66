package org.mpath.transport.lab;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Lun;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.ReportLuns;

/** The paths through one port: asks it for its units (REPORT LUNS) and keeps one path for each. Reactor thread. */
final class LunScan {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");
    private static final int ANSWER_BYTES = 8 + 8 * ArrayGrammar.UNITS_MAX;

    private final PortSession session;
    private final PathEvents events;
    private final Map<Long, LabPath> paths = new TreeMap<>();
    private final ScsiTask task = new ScsiTask();
    private boolean running;
    private boolean again;

    LunScan(PortSession session, PathEvents events) {
        this.session = session;
        this.events = events;
        task.cdbLength = Cdb.reportLuns(task.cdb, ANSWER_BYTES);
        task.direction = DataDirection.READ;
        task.data = ByteBuffer.allocate(ANSWER_BYTES);
        task.dataLength = ANSWER_BYTES;
        task.pathListener = done -> done();
    }

    /** The paths there are. */
    List<LabPath> paths() {
        return List.copyOf(paths.values());
    }

    /** Asks; once more when it is asking already, because the units may have changed since. */
    void start() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        task.begin();
        task.carrier = this;
        session.submit(0, task);
    }

    /** The port is gone. */
    void removeAll(String reason) {
        paths().forEach(path -> remove(path, reason));
    }

    private void done() {
        running = false;
        if (task.good()) {
            take(Arrays.copyOf(task.data.array(), ANSWER_BYTES - Math.max(0, task.residual)));
        } else {
            LOG.log(Level.WARNING, "event=lab.scan_failed port=" + session.port() + " reason=\""
                    + (task.reason == null ? "status " + task.status : task.reason) + '"');
        }
        events.scanned(session);
        if (again) {
            again = false;
            start();
        }
    }

    private void take(byte[] answer) {
        List<Long> luns = new ArrayList<>();
        try {
            ReportLuns.parse(answer).luns().forEach(lun -> luns.add(Lun.number(lun)));
        } catch (MalformedResponse malformed) {
            LOG.log(Level.WARNING, "event=lab.scan_failed port=" + session.port() + " reason=\""
                    + malformed.getMessage() + '"');
            return;
        }
        paths().stream()
                .filter(path -> !luns.contains(path.lun()))
                .forEach(path -> remove(path, "its unit is not reported any more"));
        luns.stream().filter(lun -> lun >= 0 && !paths.containsKey(lun)).forEach(this::add);
    }

    private void add(long lun) {
        LabPath path = new LabPath(session, lun);
        paths.put(lun, path);
        events.appeared(path);
    }

    /** Takes a path away; the next scan that is answered may bring another to its unit. */
    void remove(LabPath path, String reason) {
        paths.remove(path.lun());
        events.gone(path, reason);
    }
}
