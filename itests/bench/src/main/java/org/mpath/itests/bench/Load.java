package org.mpath.itests.bench;

/**
 * A load on a block device.
 *
 * @param write whether it writes
 * @param random whether addresses are random; else they go up
 * @param bytes of one operation
 * @param depth operations outstanding
 */
record Load(boolean write, boolean random, int bytes, int depth) {
    static final Load READ_4K_QD1 = new Load(false, true, 4096, 1);
    static final Load READ_4K_QD32 = new Load(false, true, 4096, 32);
    static final Load WRITE_4K_QD1 = new Load(true, true, 4096, 1);
    static final Load WRITE_4K_QD32 = new Load(true, true, 4096, 32);
    static final Load READ_128K_QD8 = new Load(false, false, 128 << 10, 8);
    static final Load WRITE_128K_QD8 = new Load(true, false, 128 << 10, 8);

    @Override
    public String toString() {
        return bytes / 1024 + " KiB " + (random ? "random " : "sequential ") + (write ? "write" : "read") + " QD" + depth;
    }
}
