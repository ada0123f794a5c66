package org.mpath.reactor;

import java.util.concurrent.TimeUnit;

/** The thread behind a {@link CallWatch}: looks four times within the limit, at hardly any cost. */
final class Watchdog implements AutoCloseable {
    private static final int LOOKS_PER_LIMIT = 4;
    private static final long JOIN_MILLIS = 2_000;

    private final CallWatch watch;
    private final Thread thread = new Thread(this::run, "mpath-watchdog");

    Watchdog(CallWatch watch) {
        this.watch = watch;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long pauseMillis = Math.max(1, watch.limitMillis() / LOOKS_PER_LIMIT);
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
                watch.look(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
