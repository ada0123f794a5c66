package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.SerialNumber;

/** The numbers of a session (RFC 7143 4.2.2): commands sent, the window for more, responses received. */
final class Sequence {
    private static final int FIRST_CMD_SN = 1;

    private int cmdSn = FIRST_CMD_SN;
    private int maxCmdSn;
    private int expCmdSn;
    private int expStatSn;
    private boolean begun;

    /** Number of the next command. */
    int cmdSn() {
        return cmdSn;
    }

    /** Takes the number for a command that is not immediate. */
    int takeCmdSn() {
        return cmdSn++;
    }

    /** Number of the next response. */
    int expStatSn() {
        return expStatSn;
    }

    /** Whether the target takes one more command. */
    boolean windowOpen() {
        return !SerialNumber.after(cmdSn, maxCmdSn);
    }

    /** Notes a response of the target that counts; the first one of a login sets the start. */
    void answered(ByteBuffer header, int at) {
        int statSn = Bhs.statSn(header, at);
        if (begun && statSn != expStatSn) {
            throw new MalformedPdu(IscsiOpcode.nameOf(Bhs.opcode(header, at)) + " with StatSN "
                    + Integer.toUnsignedString(statSn) + ", expected was " + Integer.toUnsignedString(expStatSn));
        }
        expStatSn = statSn + 1;
        if (!begun) {
            begun = true;
            expCmdSn = Bhs.expCmdSn(header, at);
            maxCmdSn = Bhs.maxCmdSn(header, at);
        }
        seen(header, at);
    }

    /** Notes the command window, which every PDU of the target carries; it only moves forward. */
    void seen(ByteBuffer header, int at) {
        int newExpCmdSn = Bhs.expCmdSn(header, at);
        int newMaxCmdSn = Bhs.maxCmdSn(header, at);
        if (SerialNumber.before(newMaxCmdSn, newExpCmdSn - 1)) {
            return;
        }
        if (SerialNumber.after(newMaxCmdSn, maxCmdSn)) {
            maxCmdSn = newMaxCmdSn;
        }
        if (SerialNumber.after(newExpCmdSn, expCmdSn)) {
            if (SerialNumber.after(newExpCmdSn, cmdSn)) {
                throw new MalformedPdu("ExpCmdSN " + Integer.toUnsignedString(newExpCmdSn)
                        + " for a command that was not sent; next is " + Integer.toUnsignedString(cmdSn));
            }
            expCmdSn = newExpCmdSn;
        }
    }
}
