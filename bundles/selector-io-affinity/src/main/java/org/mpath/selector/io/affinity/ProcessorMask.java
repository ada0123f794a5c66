package org.mpath.selector.io.affinity;

import java.util.BitSet;
import java.util.Locale;

/** A set of processors as the kernel writes it: hexadecimal, in groups of 32 bits parted by commas, greatest first. */
final class ProcessorMask {
    private static final int GROUP_BITS = 32;
    private static final int DIGIT_BITS = 4;
    private static final int HEXADECIMAL = 16;

    private ProcessorMask() {}

    /**
     * Reads a mask.
     *
     * @param count how many processors there are
     * @throws IllegalArgumentException in the kernel's words when it is no mask, or names a processor there is not
     */
    static BitSet parse(String word, int count) {
        if (!word.matches("[0-9a-fA-F]{1,8}(,[0-9a-fA-F]{1,8})*")) {
            throw invalid(word);
        }
        String[] groups = word.split(",");
        BitSet mask = new BitSet();
        for (int i = 0; i < groups.length; i++) {
            long bits = Long.parseLong(groups[groups.length - 1 - i], HEXADECIMAL);
            for (; bits != 0; bits &= bits - 1) {
                mask.set(i * GROUP_BITS + Long.numberOfTrailingZeros(bits));
            }
        }
        if (mask.length() > count) {
            throw invalid(word);
        }
        return mask;
    }

    /** The mask with as many digits as the processors need. */
    static String text(BitSet mask, int count) {
        StringBuilder text = new StringBuilder();
        for (int group = (count - 1) / GROUP_BITS; group >= 0; group--) {
            int bitCount = Math.min(GROUP_BITS, count - group * GROUP_BITS);
            int digitCount = (bitCount + DIGIT_BITS - 1) / DIGIT_BITS;
            long bits = 0;
            for (int bit = 0; bit < bitCount; bit++) {
                bits |= mask.get(group * GROUP_BITS + bit) ? 1L << bit : 0;
            }
            text.append(text.length() == 0 ? "" : ",").append(String.format(Locale.ROOT, "%0" + digitCount + "x", bits));
        }
        return text.toString();
    }

    private static IllegalArgumentException invalid(String word) {
        return new IllegalArgumentException("io-affinity ps: invalid cpumask '" + word + "'");
    }
}
