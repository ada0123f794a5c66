package org.mpath.api.control;

/**
 * A command that a lab array got.
 *
 * @param number place in the order of arrival at the array, from 1
 * @param millis when it arrived, on a clock of which only differences count
 * @param port the port's name
 * @param initiator the initiator's name
 * @param lun the logical unit number it was sent to
 * @param cdb its CDB: hex digits, two per byte, blanks between
 * @param parameters the parameter list it brought, likewise; empty when there is none
 * @param answer {@code good}, sense data as {@code 02/04/0b}, another status as {@code status 8}, or {@code none}
 */
public record LabCommand(
        long number,
        long millis,
        String port,
        String initiator,
        long lun,
        String cdb,
        String parameters,
        String answer) {}
