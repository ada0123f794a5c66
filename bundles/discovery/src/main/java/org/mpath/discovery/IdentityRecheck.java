package org.mpath.discovery;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.UnitNames;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.VpdPage;

/**
 * Reads again what a unit is called, for {@code recheck_wwid}: there are targets that put another volume behind a number, or
 * give it another name, and say nothing. VPD page 83h, or 80h of a unit that has no designators there; one command. Reactor
 * thread, one at a time, never while the path's command is busy.
 */
final class IdentityRecheck {
    private final PathCommand command;
    private final Supplier<CheckTimes> times;
    private final BiConsumer<Attention, String> news;
    /** What it was called when it was identified; null before. */
    private UnitNames names;

    private Consumer<String> told;
    private int tries;

    /** @param news told of unit attentions that are not {@link Attention#NONE}, and the words of the sense data */
    IdentityRecheck(PathCommand command, Supplier<CheckTimes> times, BiConsumer<Attention, String> news) {
        this.command = command;
        this.times = times;
        this.news = news;
    }

    /** The unit was identified. */
    void identified(UnitNames found) {
        names = found;
    }

    /**
     * Reads. {@code whenDone} is told once, perhaps before this returns: in what the unit is called otherwise than when it
     * was identified, one clause; an empty text when it is not, null when that was not found out.
     */
    void start(Consumer<String> whenDone) {
        told = whenDone;
        tries = 0;
        if (page() < 0 || command.busy()) {
            told.accept(null);
        } else {
            send();
        }
    }

    /** The page that names the unit; negative for none. */
    private int page() {
        if (names == null || names.designators().isEmpty()) {
            return names == null || names.serial() == null ? -1 : VpdPage.UNIT_SERIAL;
        }
        return VpdPage.DEVICE_IDENTIFICATION;
    }

    private void send() {
        tries++;
        command.send(Cdb.inquiryPage(command.cdb(), page(), PathCommand.ANSWER_BYTES_MAX), PathCommand.ANSWER_BYTES_MAX,
                times.get().checkTimeoutNanos(), this::ended);
    }

    private void ended() {
        Attention attention = command.attention();
        if (attention != Attention.NONE) {
            news.accept(attention, command.text());
        }
        if (!attention.doubtsIdentity() && command.passing() && tries < UnitProbe.TRIES_MAX) {
            send();
        } else {
            told.accept(command.good() ? difference(command.received()) : null);
        }
    }

    private String difference(byte[] received) {
        try {
            boolean same = page() == VpdPage.UNIT_SERIAL
                    ? UnitSerial.parse(received).serial().equals(names.serialText())
                    : DeviceIdentification.parse(received).ofUnit().equals(names.designators());
            return same ? "" : "VPD page %02xh tells another name than when it was read before".formatted(page());
        } catch (MalformedResponse wrong) {
            return wrong.getMessage();
        }
    }
}
