package org.mpath.natives;

/**
 * Who may use the node of a device, {@code /dev/mapper/NAME}; where udev makes the nodes, its rules have the last word.
 *
 * @param uid owner
 * @param gid group
 * @param mode permission bits, as {@code chmod(2)} takes them
 */
public record NodeAccess(int uid, int gid, int mode) {
    /** Root alone. */
    public static final NodeAccess ROOT = new NodeAccess(0, 0, 0600);
}
