package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Faults of the embedded lab arrays. Control threads.
 *
 * <p>Every verb throws {@link ControlException} naming the port that is not there.
 */
@ProviderType
public interface LabControl {
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
}
