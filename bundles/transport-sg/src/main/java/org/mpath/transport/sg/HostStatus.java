package org.mpath.transport.sg;

import org.mpath.api.io.Delivery;

/**
 * What the kernel's word for the fate of a command proves ({@code DID_...}, scsi/scsi_status.h). None of these is an answer
 * of the unit; only where the unit did answer, and the kernel added its opinion, the answer counts.
 */
enum HostStatus {
    OK(0x00, Delivery.ANSWERED, "", "no trouble: the status byte is the unit's answer"),
    NO_CONNECT(0x01, Delivery.NOT_SENT, "the kernel has no connection to the unit",
            "defined as: could not connect; it is what a device that is offline or being removed gets before anything is sent"),
    BUS_BUSY(0x02, Delivery.ENDED, "the bus stayed busy",
            "the driver gave the command up; at the unit it was refused before it began, or never arrived"),
    TIME_OUT(0x03, Delivery.PENDING, "no answer in time",
            "the error handler has aborted it or reset the unit, unless it gave up: then the device is not running any more"),
    BAD_TARGET(0x04, Delivery.NOT_SENT, "the host does not know the target", "there was nobody to send it to"),
    ABORT(0x05, Delivery.ENDED, "aborted", "an abort succeeded: the unit will not run it any more"),
    PARITY(0x06, Delivery.ENDED, "damaged on the bus", "the exchange is over, its data or answer came damaged"),
    ERROR(0x07, Delivery.UNKNOWN, "the host adapter failed the command",
            "an error inside the adapter or its driver: nothing is said of the unit"),
    RESET(0x08, Delivery.ENDED, "ended by a reset", "a reset ends the unit's commands"),
    BAD_INTERRUPT(0x09, Delivery.UNKNOWN, "the host adapter is confused", "the driver does not know what the unit does"),
    SOFT_ERROR(0x0b, Delivery.ENDED, "the host adapter wants it again", "the driver is done with it and asks for a retry"),
    IMMEDIATE_RETRY(0x0c, Delivery.ENDED, "the host adapter wants it again", "the driver is done with it and asks for a retry"),
    REQUEUE(0x0d, Delivery.ENDED, "the host adapter wants it again", "the driver is done with it and asks for a retry"),
    TRANSPORT_DISRUPTED(0x0e, Delivery.UNKNOWN, "the transport was disrupted",
            "it was on its way when the link went: until there is a new nexus the unit may run it"),
    TRANSPORT_FAILFAST(0x0f, Delivery.UNKNOWN, "the transport gave up the link",
            "those on their way and those held for the link get the same word: the first the unit may run"),
    TARGET_FAILURE(0x10, Delivery.ANSWERED, "the target failed for good", "the kernel's opinion of the unit's answer"),
    NEXUS_FAILURE(0x11, Delivery.ANSWERED, "this nexus is refused", "the kernel's opinion of a reservation conflict"),
    ALLOCATION_FAILURE(0x12, Delivery.ANSWERED, "the unit has no space left", "the kernel's opinion of the unit's answer"),
    MEDIUM_ERROR(0x13, Delivery.ANSWERED, "the medium is flawed", "the kernel's opinion of the unit's answer"),
    TRANSPORT_MARGINAL(0x14, Delivery.UNKNOWN, "the transport is marginal",
            "the kernel did not try again on a link it distrusts: nothing is said of the unit"),
    OTHER(-1, Delivery.UNKNOWN, "the kernel failed the command for a reason this runtime does not know",
            "what is not known proves nothing");

    private static final HostStatus[] BY_CODE = byCode();

    private final int code;
    private final Delivery delivery;
    private final String reason;
    private final String proof;

    HostStatus(int code, Delivery delivery, String reason, String proof) {
        this.code = code;
        this.delivery = delivery;
        this.reason = reason;
        this.proof = proof;
    }

    private static HostStatus[] byCode() {
        HostStatus[] table = new HostStatus[TRANSPORT_MARGINAL.code + 1];
        for (HostStatus status : values()) {
            if (status != OTHER) {
                table[status.code] = status;
            }
        }
        return table;
    }

    /** The one with that number. */
    static HostStatus of(int code) {
        HostStatus known = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        return known == null ? OTHER : known;
    }

    /** Its number in the kernel; negative for all that are not known. */
    int code() {
        return code;
    }

    /** What it proves; {@link Delivery#PENDING} when the state of the device has to be asked. */
    Delivery delivery() {
        return delivery;
    }

    /** For people: what happened. */
    String reason() {
        return reason;
    }

    /** For people: why it proves that. */
    String proof() {
        return proof;
    }
}
