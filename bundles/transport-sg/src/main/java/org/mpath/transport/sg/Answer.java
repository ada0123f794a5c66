package org.mpath.transport.sg;

import java.nio.ByteBuffer;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.natives.SgHeader;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/** Makes the outcome of a task of a header that came back. Allocates nothing. */
final class Answer {
    /** With sense data, or the kernel's word that there are some (scsi/sg.h before 5.14 has others besides). */
    private static final int DRIVER_SENSE = 0x08;
    private static final int DRIVER_TIMEOUT = 0x06;
    private static final int DRIVER_MASK = 0x0f;

    private Answer() {}

    /**
     * Sets the outcome. {@link Delivery#PENDING} is left where the state of the device decides.
     *
     * @param senseAt where its sense data are
     */
    static void take(ScsiTask task, SgHeader header, ByteBuffer memory, int senseAt) {
        HostStatus host = HostStatus.of(header.hostStatus());
        int driver = header.driverStatus() & DRIVER_MASK;
        if (host == HostStatus.OK && driver != 0 && driver != DRIVER_SENSE && header.status() == Status.GOOD) {
            host = driver == DRIVER_TIMEOUT ? HostStatus.TIME_OUT : HostStatus.ERROR;
        }
        if (host.delivery() == Delivery.ANSWERED && (host == HostStatus.OK || header.status() != Status.GOOD)) {
            answered(task, header, memory, senseAt);
        } else {
            task.unanswered(host.delivery() == Delivery.ANSWERED ? Delivery.UNKNOWN : host.delivery(), host.reason());
        }
    }

    private static void answered(ScsiTask task, SgHeader header, ByteBuffer memory, int senseAt) {
        task.delivery = Delivery.ANSWERED;
        task.status = header.status();
        task.residual = Math.max(-task.dataLength, Math.min(task.dataLength, header.residual()));
        task.senseLength = Math.min(header.senseBytes(), ScsiTask.SENSE_BYTES_MAX);
        memory.get(senseAt, task.sense, 0, task.senseLength);
    }

    /** What a unit answers to a transfer that is too long for it, for the kernel refuses it before it gets there. */
    static void tooLong(ScsiTask task) {
        task.delivery = Delivery.ANSWERED;
        task.status = Status.CHECK_CONDITION;
        task.residual = task.dataLength;
        task.senseLength = Sense.fixed(task.sense, SenseKey.ILLEGAL_REQUEST.code(), 0x24, 0);
    }
}
