package org.mpath.target;

import java.nio.ByteBuffer;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SetTargetPortGroups;
import org.mpath.scsi.Status;
import org.mpath.scsi.TargetPortGroups;

/** An initiator at one nexus, for tests: sends commands the way a front end does and keeps the last answer. */
final class Host {
    final Nexus nexus;
    final byte[] sense = new byte[252];
    final Command command = new Command();
    ByteBuffer data = ByteBuffer.allocate(0);

    Host(Port port) {
        this(port, "host");
    }

    Host(Port port, String name) {
        nexus = port.login(name);
    }

    /** The same initiator at a nexus that is there, with another command. */
    Host(Nexus nexus) {
        this.nexus = nexus;
    }

    /** A CDB of {@code length} bytes that begins with some bytes. */
    static byte[] cdb(int length, int... bytes) {
        byte[] cdb = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            cdb[i] = (byte) bytes[i];
        }
        assert bytes.length <= length;
        return cdb;
    }

    /** Sends a command that reads at most {@code length} bytes; answers what came. */
    byte[] read(int lun, byte[] cdb, int cdbLength, int length) {
        data = ByteBuffer.allocateDirect(length + 7);
        command.carry(cdb, cdbLength, data, 7, length, sense);
        nexus.execute(lun, command);
        byte[] came = new byte[length - Math.max(0, command.residual())];
        data.get(7, came);
        return came;
    }

    /** Sends a command without data. */
    Host send(int lun, byte[] cdb, int cdbLength) {
        command.carry(cdb, cdbLength, null, 0, 0, sense);
        nexus.execute(lun, command);
        return this;
    }

    /** Sends a command that writes. */
    Host write(int lun, byte[] cdb, int cdbLength, byte[] bytes) {
        data = ByteBuffer.allocateDirect(bytes.length + 7).put(7, bytes);
        command.carry(cdb, cdbLength, data, 7, bytes.length, sense);
        nexus.execute(lun, command);
        return this;
    }

    Host writeBlocks(int lun, long lba, byte[] bytes) {
        byte[] cdb = new byte[16];
        return write(lun, cdb, Cdb.write(cdb, lba, bytes.length / 512, false), bytes);
    }

    byte[] readBlocks(int lun, long lba, int blocks) {
        byte[] cdb = new byte[16];
        return read(lun, cdb, Cdb.read(cdb, lba, blocks), blocks * 512);
    }

    Host testUnitReady(int lun) {
        return send(lun, new byte[16], 6);
    }

    /** REPORT TARGET PORT GROUPS with room for everything. */
    TargetPortGroups groups(int lun, boolean extended) {
        byte[] cdb = new byte[16];
        return TargetPortGroups.parse(read(lun, cdb, Cdb.reportTargetPortGroups(cdb, extended, 4096), 4096));
    }

    /** SET TARGET PORT GROUPS. */
    Host setGroups(int lun, byte[] list) {
        byte[] cdb = new byte[16];
        return write(lun, cdb, Cdb.setTargetPortGroups(cdb, list.length), list);
    }

    Host setGroup(int lun, int group, AccessState state) {
        return setGroups(lun, SetTargetPortGroups.of(group, state).bytes());
    }

    /** Takes the unit attention of the new nexus. */
    Host settled(int lun) {
        testUnitReady(lun);
        return this;
    }

    /** The answer in short: {@code GOOD}, or {@code none yet}, or {@code 05/24/00}, or the status as a number. */
    String answer() {
        if (command.state() == Command.State.WORKING) {
            return "none yet";
        }
        if (command.status() == Status.GOOD) {
            return "GOOD";
        }
        if (command.status() != Status.CHECK_CONDITION) {
            return "status " + command.status();
        }
        return senseText(sense, command.senseLength());
    }

    static String senseText(byte[] sense, int length) {
        return String.format(
                "%02x/%02x/%02x", Sense.key(sense, length), Sense.asc(sense, length), Sense.ascq(sense, length));
    }

    static byte[] pattern(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (seed + i * 31 + i / 251);
        }
        return bytes;
    }
}
