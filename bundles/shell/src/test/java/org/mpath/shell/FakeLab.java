package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabPort;

/** Lab ports A0 and B0; notes the faults. */
final class FakeLab implements LabControl {
    final List<String> calls = new ArrayList<>();

    @Override
    public List<LabPort> ports() {
        return List.of(new LabPort("lab1", "A0", "none", 3, 120), new LabPort("lab1", "B0", "cut", 3, 7));
    }

    @Override
    public void cut(String port) {
        calls.add("cut " + port);
    }

    @Override
    public void silence(String port) {
        calls.add("silence " + port);
    }

    @Override
    public void delay(String port, int millis) {
        calls.add("delay " + port + " " + millis);
    }

    @Override
    public void sense(String port, int key, int asc, int ascq, int count) {
        calls.add("sense " + port + " " + key + "/" + asc + "/" + ascq + " " + count);
    }

    @Override
    public void heal(String port) {
        calls.add("heal " + port);
    }
}
