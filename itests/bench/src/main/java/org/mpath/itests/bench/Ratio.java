package org.mpath.itests.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * The median of same-round ratios, with a 95 % bootstrap interval of that median.
 *
 * @param median the median
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
record Ratio(double median, double low, double high) {
    private static final int RESAMPLES = 2_000;
    private static final double TAIL = 0.025;
    /** Fixed, so that the same samples give the same interval. */
    private static final long SEED = 1;

    static Ratio of(double[] ratios) {
        Random random = new Random(SEED);
        double[] medians = new double[RESAMPLES];
        double[] resample = new double[ratios.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < resample.length; j++) {
                resample[j] = ratios[random.nextInt(ratios.length)];
            }
            medians[i] = median(resample);
        }
        Arrays.sort(medians);
        return new Ratio(
                median(ratios), medians[(int) (TAIL * RESAMPLES)], medians[(int) ((1 - TAIL) * RESAMPLES) - 1]);
    }

    /** The middle value; the mean of the two middle ones of an even number. */
    static double median(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, low, high);
    }

    /** The same with one more digit, for ratios that are near 1. */
    String fine() {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", median, low, high);
    }
}
