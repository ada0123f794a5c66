package org.mpath.selector.io.affinity;

import java.io.IOException;
import java.io.RandomAccessFile;

/** The processor a thread ran on when its {@code stat} file in /proc was last read (proc(5), field 39). */
final class SampledProcessor implements Processors.Current {
    /** A thread that is busy is seldom moved, and reading costs some microseconds. */
    static final long SAMPLE_NANOS = 4_000_000;

    private static final int FIELD = 39;
    /** The first field after the command name, which alone may hold blanks. */
    private static final int FIELD_AFTER_NAME = 3;

    private final RandomAccessFile stat;
    private final byte[] text = new byte[1024];
    private boolean sampled;
    private long sampledNanos;
    private int number;

    SampledProcessor(RandomAccessFile stat) {
        this.stat = stat;
    }

    @Override
    public int number(long nowNanos) {
        if (!sampled || nowNanos - sampledNanos >= SAMPLE_NANOS) {
            sampled = true;
            sampledNanos = nowNanos;
            number = read();
        }
        return number;
    }

    private int read() {
        try {
            stat.seek(0);
            return parse(text, stat.read(text));
        } catch (IOException e) {
            return Processors.UNKNOWN;
        }
    }

    /** Field 39 of a line in the first bytes of a buffer; {@link Processors#UNKNOWN} when it is not there. */
    static int parse(byte[] line, int length) {
        int at = length - 1;
        while (at >= 0 && line[at] != ')') {
            at--;
        }
        int field = FIELD_AFTER_NAME - 1;
        while (at >= 0 && at < length && field < FIELD) {
            field += line[at++] == ' ' ? 1 : 0;
        }
        int value = Processors.UNKNOWN;
        while (at >= 0 && at < length && line[at] >= '0' && line[at] <= '9' && value < 1 << 16) {
            value = Math.max(0, value) * 10 + line[at++] - '0';
        }
        return value;
    }
}
