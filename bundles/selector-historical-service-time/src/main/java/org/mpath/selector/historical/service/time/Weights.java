package org.mpath.selector.historical.service.time;

/**
 * How much of a path's history a new service time leaves, in {@link #ONE}ths: the longer the request took, the less. The
 * base weight to the power of the duration bucket plus one; nothing in the last bucket.
 */
final class Weights {
    /** Fractional bits of weights and of historical service times. */
    static final int FRACTION_BITS = 10;

    /** One, as a fixed-point number. */
    static final int ONE = 1 << FRACTION_BITS;

    private static final int COUNT = 64;
    /** A bucket is 2^24 ns, about 17 ms. */
    private static final int BUCKET_BITS = 24;
    /** More fractional bits for the powers, so that the last ones are right too. */
    private static final int EXTRA_BITS = 32;

    private final int[] weights = new int[COUNT];

    /** @param base the weight for the shortest requests, 0 to {@link #ONE} - 1 */
    Weights(int base) {
        long power = (long) ONE << EXTRA_BITS;
        for (int i = 0; i < COUNT - 1; i++) {
            power = power * base >> FRACTION_BITS;
            weights[i] = (int) (power + (1L << EXTRA_BITS - 1) >> EXTRA_BITS);
        }
    }

    /** The weight for the shortest requests. */
    int first() {
        return weights[0];
    }

    /** The weight of the history after a request of this duration. */
    int of(long serviceNanos) {
        return weights[(int) Math.min(serviceNanos >> BUCKET_BITS, COUNT - 1)];
    }
}
