package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel logs from a moment on ({@code /dev/kmsg}): device-mapper says there, and nowhere else, why it refuses a table.
 * Where it cannot be read it has nothing to say.
 */
final class KernelLog implements AutoCloseable {
    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int SEEK_END = 2;
    private static final int RECORD_BYTES_MAX = 8192;
    private static final int RECORDS_MAX = 1000;
    private static final int EPIPE = 32;
    private static final String TABLE = "device-mapper: table: ";

    private final int fd;

    private KernelLog(int fd) {
        this.fd = fd;
    }

    /** From now on. */
    static KernelLog fromNow(String node) {
        int fd = Kernel.libc().open(node, O_RDONLY_NONBLOCK_CLOEXEC);
        if (fd >= 0 && Kernel.libc().lseek(fd, 0, SEEK_END) < 0) {
            Kernel.libc().close(fd);
            fd = -1;
        }
        return new KernelLog(fd);
    }

    /**
     * Why a table was refused.
     *
     * @param device number of the device, {@code MAJOR:MINOR}
     * @return the kernel's words; empty when it said nothing
     */
    String refusal(String device) {
        return refusal(records(), device);
    }

    /** The same of records of {@code /dev/kmsg}: {@code PRIORITY,NUMBER,TIME,FLAGS;TEXT}, and lines of properties. */
    static String refusal(List<String> records, String device) {
        String found = "";
        for (String record : records) {
            String text = record.substring(record.indexOf(';') + 1).lines().findFirst().orElse("");
            String mine = TABLE + device + ": ";
            if (text.startsWith(mine)) {
                found = text.substring(mine.length()).replaceFirst(" \\(-E[A-Z0-9]+\\)$", "").strip();
            }
        }
        return found;
    }

    private List<String> records() {
        List<String> records = new ArrayList<>();
        ByteBuffer room = ByteBuffer.allocateDirect(RECORD_BYTES_MAX);
        while (fd >= 0 && records.size() < RECORDS_MAX) {
            long bytes = Kernel.libc().read(fd, Kernel.addressOf(room), RECORD_BYTES_MAX);
            if (bytes > 0) {
                byte[] record = new byte[(int) bytes];
                room.get(0, record);
                records.add(new String(record, StandardCharsets.UTF_8));
            } else if (bytes == 0 || Kernel.errno() != EPIPE) { // EPIPE: overwritten, the next one is there
                break;
            }
        }
        return records;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Kernel.libc().close(fd);
        }
    }
}
