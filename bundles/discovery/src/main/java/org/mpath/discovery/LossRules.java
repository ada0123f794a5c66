package org.mpath.discovery;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.mpath.api.path.LossTimes;
import org.mpath.config.PathSettings;

/** How patient transports are to be with lost paths: {@code fast_io_fail_tmo} and {@code dev_loss_tmo}. Pure. */
final class LossRules {
    /** Longest time that requests are held when nobody says how long, as of the kernel's SCSI transports. */
    static final int HOLD_SECONDS_MAX = 600;

    private LossRules() {}

    static LossTimes of(PathSettings.Transport said) {
        long keepMillis = millis(said.lossSeconds(), LossTimes.FOREVER, LossTimes.FOREVER);
        long holdMillis = millis(said.fastFailSeconds(), 0, Math.min(keepMillis, TimeUnit.SECONDS.toMillis(HOLD_SECONDS_MAX)));
        return new LossTimes(holdMillis, keepMillis);
    }

    private static long millis(OptionalInt seconds, long unsaid, long endless) {
        if (seconds.isEmpty()) {
            return unsaid;
        }
        return seconds.getAsInt() < 0 ? endless : TimeUnit.SECONDS.toMillis(seconds.getAsInt());
    }
}
