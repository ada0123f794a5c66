package org.mpath.itests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mpath.itests.support.Programs;

/** A program that takes {@link Slots} on its standard input and tells for each what it did. */
final class SlotProgram implements AutoCloseable {
    private static final long SPARE_SECONDS = 30;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    /** Starts it and waits until it is ready. */
    SlotProgram(String name, List<String> command) throws IOException {
        this.name = name;
        this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        try {
            awaitLine("ready");
        } catch (BenchException e) {
            close();
            throw e;
        }
    }

    void order(Slots slots) {
        orders.println(slots.line());
    }

    /** What it did in the slots it was ordered to use, without the first ones. */
    Series results(Slots slots, int dropped) {
        List<Sample> samples = new ArrayList<>();
        long limit = TimeUnit.NANOSECONDS.toSeconds(slots.periodNanos() * slots.rounds()) + SPARE_SECONDS;
        for (int round = 0; round < slots.rounds(); round++) {
            String[] words = line(limit).split(" ");
            if (round >= dropped) {
                samples.add(new Sample(
                        Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), 0));
            }
        }
        return new Series(name, samples);
    }

    private void awaitLine(String expected) {
        String line = line(SPARE_SECONDS);
        if (!line.equals(expected)) {
            throw new BenchException(name + " said '" + line + "', expected was '" + expected + "'");
        }
    }

    private String line(long limitSeconds) {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return answers.readLine();
            } catch (IOException e) {
                throw new BenchException(name + " cannot be read", e);
            }
        });
        try {
            String text = line.get(limitSeconds, TimeUnit.SECONDS);
            if (text == null) {
                throw new BenchException(name + " ended");
            }
            return text;
        } catch (TimeoutException | ExecutionException e) {
            throw new BenchException(name + " did not answer within " + limitSeconds + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        orders.close();
        Programs.end(process);
    }
}
