package org.mpath.formats;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sizes as multipath-tools writes them. */
public final class Sizes {
    private static final String UNITS = "KMGTP";

    private Sizes() {}

    /**
     * A size in whole KiB or more, in powers of 1024 and single precision, with one decimal below 10; ties are rounded to
     * the even digit, as C does.
     *
     * @param sectors of 512 bytes, from 0
     */
    public static String text(long sectors) {
        float value = sectors >> 1;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return new BigDecimal(value).setScale(value < 10 ? 1 : 0, RoundingMode.HALF_EVEN).toPlainString()
                + UNITS.charAt(unit);
    }
}
