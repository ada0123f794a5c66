package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The embedded lab arrays: which there are, what happens to their ports, controllers and units, and which commands they got.
 * Control threads.
 *
 * <p>Every verb throws {@link ControlException} naming the array, port, controller or unit that is not there, or the value
 * that is wrong. Controllers are named like ports: those of the array {@code lab} are {@code A}, {@code B}, those of any other
 * {@code NAME.A}; the ports of a controller are one target port group. Units are named {@code ARRAY/NUMBER}.
 */
@ProviderType
public interface LabControl {
    // ---- ports ----

    /** The ports of all lab arrays and what is wrong with them. */
    List<LabPort> ports();

    /** Cuts a port: its nexuses end at once, commands are not sent until it is healed. */
    void cut(String port);

    /** Silences a port: commands go in, nothing comes out. */
    void silence(String port);

    /** Delays every answer of a port by {@code millis}, 0 to 600000. */
    void delay(String port, int millis);

    /**
     * Makes a port answer CHECK CONDITION.
     *
     * @param count how many commands, 1 to 1000000; 0 for all until healed
     */
    void sense(String port, int key, int asc, int ascq, int count);

    /** Takes every fault off a port. */
    void heal(String port);

    // ---- arrays ----

    /** The arrays. */
    List<LabArray> arrays();

    /**
     * Makes an array, which is there until it is removed or the lab stops.
     *
     * @param description its words, as in configuration: {@code name=a family=alua unit=64MiB}
     */
    void createArray(String description);

    /** Makes one array of every family, called like the family, but for names that are taken. Answers their names. */
    List<String> createSamples();

    /** Removes an array with its ports and paths. A configured one comes back when its configuration changes. */
    void removeArray(String array);

    // ---- controllers ----

    /** The controllers of all arrays. */
    List<LabController> controllers();

    /** Stops a controller: its ports are gone until it is healed, another one gets its units. */
    void failController(String controller);

    /** Restarts a controller. */
    void rebootController(String controller);

    /** Upgrades the controllers of its array one after the other, beginning with this one. */
    void upgradeController(String controller);

    /** Brings a controller back, whatever was wrong with it. */
    void healController(String controller);

    // ---- units ----

    /** The units of all arrays. */
    List<LabUnit> units();

    /** Moves a unit to a controller, in the time its array takes for it. */
    void own(String unit, String controller);

    /**
     * Changes the asymmetric access state of a controller's ports for all units.
     *
     * @param state {@code active/optimized}, {@code active/non-optimized}, {@code standby}, {@code unavailable},
     *     {@code lba-dependent}, {@code offline} or {@code transitioning}
     * @param millis how long they are transitioning, 0 to 600000
     * @param fails whether they get their old state back after that time, because the change failed
     */
    void access(String controller, String state, int millis, boolean fails);

    /**
     * Adds a unit at the lowest free number.
     *
     * @param description as in configuration: {@code 64MiB}, {@code 64MiB,ro}, {@code file:/srv/disk.img,1GiB}
     * @param sameIdentity whether it is called what the unit was that had the number last; else nothing was ever called so
     * @return its name
     */
    String addUnit(String array, String description, boolean sameIdentity);

    /** Removes a unit and its paths. */
    void removeUnit(String unit);

    /** Gives a unit another size, as in configuration: {@code 128MiB}. */
    void resizeUnit(String unit, String size);

    /** Exchanges what is behind the numbers of two units of an array: identity and bytes. */
    void swapUnits(String unit, String other);

    // ---- commands ----

    /**
     * The last commands that an array got, oldest first. Reads and writes are among them when its description says
     * {@code log=all}.
     */
    List<LabCommand> commands(String array);

    /** Forgets them. */
    void clearCommands(String array);
}
