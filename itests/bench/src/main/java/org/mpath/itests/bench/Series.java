package org.mpath.itests.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The samples of one contender, one per round.
 *
 * @param name the contender
 * @param samples by round
 */
record Series(String name, List<Sample> samples) {
    /** Operations per second, relative to another contender in the same rounds. */
    Ratio throughputTo(Series base) {
        return ratioTo(base, Sample::operationsPerSecond);
    }

    /** Processor time per operation, relative to another contender in the same rounds. */
    Ratio cpuTo(Series base) {
        return ratioTo(base, Sample::cpuMicrosPerOperation);
    }

    /** Operations per second of processor time, relative to another contender in the same rounds. */
    Ratio operationsPerCpuTo(Series base) {
        return ratioTo(base, sample -> 1 / sample.cpuMicrosPerOperation());
    }

    double operationsPerSecond() {
        return median(Sample::operationsPerSecond);
    }

    double cpuMicrosPerOperation() {
        return median(Sample::cpuMicrosPerOperation);
    }

    double bytesPerOperation() {
        return median(Sample::bytesPerOperation);
    }

    private double median(ToDoubleFunction<Sample> value) {
        return Ratio.median(samples.stream().mapToDouble(value).toArray());
    }

    private Ratio ratioTo(Series base, ToDoubleFunction<Sample> value) {
        return Ratio.of(IntStream.range(0, samples.size())
                .mapToDouble(i -> value.applyAsDouble(samples.get(i)) / value.applyAsDouble(base.samples().get(i)))
                .toArray());
    }
}
