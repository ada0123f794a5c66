package org.mpath.target;

/**
 * A command an array got.
 *
 * @param number place in the order of arrival, from 1
 * @param nanos when it arrived, by the array's {@link Agenda}
 * @param port name of the port in the array
 * @param initiator the initiator's name
 * @param lun the logical unit number it was sent to
 * @param cdb its CDB
 * @param parameters what it brought, at most {@link CommandLog#PARAMETERS_MAX} bytes; empty for reads and writes
 * @param status SCSI status; {@link #NO_ANSWER} while there is none
 * @param sense sense data of a CHECK CONDITION
 */
public record LoggedCommand(
        long number,
        long nanos,
        String port,
        String initiator,
        long lun,
        byte[] cdb,
        byte[] parameters,
        int status,
        SenseCode sense) {
    /** Status of a command without an answer: it is being carried out, or was ended. */
    public static final int NO_ANSWER = -1;

    /** The operation code. */
    public int opcode() {
        return cdb[0] & 0xff;
    }
}
