package org.mpath.discovery;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.ThreeParPage;

/**
 * What arrays call their units, in a vital product data page of their vendor's: {@code vpd_vendor}. It is for people, so a unit
 * without it, or with one that does not parse, has no name. Discovery thread.
 */
final class VendorPages {
    private static final String HP_3PAR = "hp3par";
    private static final int ANSWER_BYTES = 252;

    private final Supplier<CheckTimes> times;
    private final Consumer<Runnable> changes;
    private final Looks looks;

    VendorPages(Wiring wiring, Looks looks) {
        this.times = wiring.times();
        this.changes = wiring.changes();
        this.looks = looks;
    }

    /** Has the page of an identified path read when that is wanted, once for each time that its identity was read. */
    void read(KnownPath path) {
        boolean wanted = path.settings.identity().vendorPage().equals(HP_3PAR);
        if (!wanted) {
            path.vendorName = "";
            path.namedAs = null;
        } else if (path.namedAs != path.identity) {
            ProbeResult.Identified identity = path.identity;
            path.namedAs = identity;
            long timeoutNanos = times.get().probeTimeoutNanos();
            looks.onReactor(path, () -> new Reading(path, timeoutNanos, name -> changes.accept(() -> {
                if (path.namedAs == identity) {
                    path.vendorName = name;
                }
            })).send());
        }
    }

    /** Reads it. Reactor thread. */
    private static final class Reading {
        private final KnownPath path;
        private final PathCommand command;
        private final long timeoutNanos;
        private final Consumer<String> told;
        private int tries;

        /** @param told gets the name, empty for none */
        Reading(KnownPath path, long timeoutNanos, Consumer<String> told) {
            this.path = path;
            this.command = new PathCommand(path.device, ANSWER_BYTES, () -> {});
            this.timeoutNanos = timeoutNanos;
            this.told = told;
        }

        void send() {
            tries++;
            int length = Cdb.inquiryPage(command.cdb(), ThreeParPage.CODE, ANSWER_BYTES);
            command.send(length, ANSWER_BYTES, timeoutNanos, this::ended);
        }

        private void ended() {
            Attention attention = command.attention();
            if (attention != Attention.NONE) {
                path.watch.attention(attention, command.text()); // it is said to nobody else
            }
            if (command.passing() && tries < UnitProbe.TRIES_MAX) {
                send();
            } else {
                told.accept(command.good() ? name(command.received()) : "");
            }
        }

        private static String name(byte[] received) {
            try {
                return ThreeParPage.parse(received).name();
            } catch (MalformedResponse lie) {
                return "";
            }
        }
    }
}
