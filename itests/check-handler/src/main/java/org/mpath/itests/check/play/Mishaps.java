package org.mpath.itests.check.play;

import java.util.Arrays;
import java.util.Random;
import org.mpath.scsi.Status;

/** Wrong things that an array, or a path, may do to a command. */
public final class Mishaps {
    private static final int[] STATUSES = {
        Status.CHECK_CONDITION, 0x04, Status.BUSY, 0x10, 0x14, 0x18, 0x22, Status.TASK_SET_FULL, 0x30, Status.TASK_ABORTED, 0xff
    };
    private static final long LATE_NANOS_MAX = 90 * VirtualReactor.SECOND;

    private Mishaps() {}

    /** An array that, with some chance for each command, does something else than it should, but does not lie. */
    public static ArrayScript random(ArrayScript right, Random chance, int percent) {
        return sent -> chance.nextInt(100) < percent ? any(right, sent, chance) : right.reply(sent);
    }

    private static Reply any(ArrayScript right, Sent sent, Random chance) {
        PlayedPath path = sent.path();
        return switch (chance.nextInt(8)) {
            case 0 -> Reply.SILENCE;
            case 1 -> Reply.LOST;
            case 2 -> right.reply(sent).after((long) (chance.nextDouble() * LATE_NANOS_MAX));
            case 3 -> Reply.status(STATUSES[chance.nextInt(STATUSES.length)]);
            case 4, 5 -> Reply.sense(chance.nextInt(16), chance.nextInt(256), chance.nextInt(256));
            case 6 -> {
                path.reactor().execute(path::cut);
                yield Reply.SILENCE;
            }
            default -> {
                path.reactor().execute(path::cut);
                path.reactor().later((long) (chance.nextDouble() * LATE_NANOS_MAX), path::heal);
                yield Reply.SILENCE;
            }
        };
    }

    /** The reply to a command that reads, spoilt; anything for others. */
    public static Reply garbage(Reply right, Sent sent, Random chance) {
        byte[] bytes = right.bytes().clone();
        if (!sent.reads() || bytes.length == 0) {
            byte[] noise = new byte[chance.nextInt(64)];
            chance.nextBytes(noise);
            return chance.nextBoolean() ? Reply.checkCondition(noise) : Reply.data(noise);
        }
        switch (chance.nextInt(7)) {
            case 0 -> chance.nextBytes(bytes);
            case 1 -> bytes = Arrays.copyOf(bytes, chance.nextInt(bytes.length));
            case 2 -> Arrays.fill(bytes, (byte) 0xff);
            case 3 -> Arrays.fill(bytes, 0, Math.min(4, bytes.length), (byte) 0xff);
            case 4 -> bytes[Math.min(1, bytes.length - 1)] ^= (byte) (1 + chance.nextInt(255));
            case 5 -> bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
            default -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + chance.nextInt(300));
        }
        return Reply.data(bytes);
    }
}
