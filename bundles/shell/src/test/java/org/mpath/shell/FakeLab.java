package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabArray;
import org.mpath.api.control.LabCommand;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabController;
import org.mpath.api.control.LabPort;
import org.mpath.api.control.LabUnit;

/** Lab ports A0 and B0 of array lab1; notes the verbs. */
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

    @Override
    public List<LabArray> arrays() {
        return List.of(new LabArray("lab1", "alua", "MPATH", "LAB-ALUA", 2, 1, 1, "configuration"));
    }

    @Override
    public void createArray(String description) {
        calls.add("create " + description);
    }

    @Override
    public List<String> createSamples() {
        calls.add("samples");
        return List.of("sym", "alua");
    }

    @Override
    public void removeArray(String array) {
        calls.add("remove " + array);
    }

    @Override
    public List<LabController> controllers() {
        return List.of(
                new LabController("lab1", "A", "up", 1, List.of("A0"), 1),
                new LabController("lab1", "B", "failed", 2, List.of("B0"), 0));
    }

    @Override
    public void failController(String controller) {
        calls.add("fail " + controller);
    }

    @Override
    public void rebootController(String controller) {
        calls.add("reboot " + controller);
    }

    @Override
    public void upgradeController(String controller) {
        calls.add("upgrade " + controller);
    }

    @Override
    public void healController(String controller) {
        calls.add("heal controller " + controller);
    }

    @Override
    public List<LabUnit> units() {
        return List.of(new LabUnit(
                "lab1", "lab1/0", 67108864, "lab1-0", "A", "A", List.of("A active/optimized", "B unavailable")));
    }

    @Override
    public void own(String unit, String controller) {
        if (!controller.equals("B")) {
            throw new ControlException("no lab controller \"" + controller + "\"; there is A, B");
        }
        calls.add("own " + unit + ' ' + controller);
    }

    @Override
    public void access(String controller, String state, int millis, boolean fails) {
        calls.add("access " + controller + ' ' + state + ' ' + millis + ' ' + fails);
    }

    @Override
    public String addUnit(String array, String description, boolean sameIdentity) {
        calls.add("add " + array + ' ' + description + (sameIdentity ? " again" : ""));
        return array + "/1";
    }

    @Override
    public void removeUnit(String unit) {
        calls.add("remove unit " + unit);
    }

    @Override
    public void resizeUnit(String unit, String size) {
        calls.add("resize " + unit + ' ' + size);
    }

    @Override
    public void swapUnits(String unit, String other) {
        calls.add("swap " + unit + ' ' + other);
    }

    @Override
    public List<LabCommand> commands(String array) {
        return List.of(
                new LabCommand(7, 1200, "A0", "mpath", 0, "00 00 00 00 00 00", "", "good"),
                new LabCommand(
                        8, 1300, "B0", "mpath", 0, "a4 0a 00 00 00 00 00 00 00 08 00 00", "00 00 00 00 00 00 00 02",
                        "02/04/0a"));
    }

    @Override
    public void clearCommands(String array) {
        calls.add("clear " + array);
    }
}
