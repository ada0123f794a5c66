package org.mpath.discovery;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.mpath.api.inventory.CheckerState;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Provisioning;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.VpdPage;

/**
 * Asks a path who is behind it, one command after the other. Reactor thread.
 *
 * <p>Every command is repeated a bounded number of times while the answer is one that passes (unit attention, busy). A
 * command that is refused is a feature the unit lacks; one that is not answered ends the probe; an answer that does not
 * parse ends it for good.
 */
final class UnitProbe {
    /** How often one command is sent while its answer is one that passes. */
    static final int TRIES_MAX = 5;

    private static final int SHORT_ANSWER = 252;
    /** From here on additional sense codes are the vendor's. */
    private static final int VENDOR_ASC = 0x80;

    /** The commands in order. */
    private enum Step {
        READY("TEST UNIT READY", 0, -1),
        INQUIRY("INQUIRY", SHORT_ANSWER, -1),
        PAGES("VPD page 00h", SHORT_ANSWER, VpdPage.SUPPORTED_PAGES),
        IDENTIFICATION("VPD page 83h", PathCommand.ANSWER_BYTES_MAX, VpdPage.DEVICE_IDENTIFICATION),
        SERIAL("VPD page 80h", SHORT_ANSWER, VpdPage.UNIT_SERIAL),
        LIMITS("VPD page b0h", SHORT_ANSWER, VpdPage.BLOCK_LIMITS),
        PROVISIONING("VPD page b2h", SHORT_ANSWER, VpdPage.PROVISIONING),
        CAPACITY_16("READ CAPACITY (16)", ReadCapacity.BYTES_16, -1),
        CAPACITY_10("READ CAPACITY (10)", ReadCapacity.BYTES_10, -1),
        CACHING_PAGE("MODE SENSE (6), caching page", SHORT_ANSWER, -1),
        ALL_MODE_PAGES("MODE SENSE (6), all pages", SHORT_ANSWER, -1),
        END("", 0, -1);

        private final String words;
        private final int allocation;
        private final int page;

        Step(String words, int allocation, int page) {
            this.words = words;
            this.allocation = allocation;
            this.page = page;
        }

        Step next() {
            return values()[ordinal() + 1];
        }
    }

    private final PathCommand command;
    private final long timeoutNanos;
    private final BiConsumer<Attention, String> news;
    private final Consumer<ProbeResult> told;
    private UnitFacts facts = new UnitFacts();
    private Step step = Step.READY;
    private int tries;
    private int rounds;

    /**
     * Makes one.
     *
     * @param news told of unit attentions that are not {@link Attention#NONE}, and the words of the sense data
     * @param told gets the result, once, perhaps before {@link #start} returns
     */
    UnitProbe(
            PathCommand command, long timeoutNanos, BiConsumer<Attention, String> news, Consumer<ProbeResult> told) {
        this.command = command;
        this.timeoutNanos = timeoutNanos;
        this.news = news;
        this.told = told;
    }

    void start() {
        tries = 0;
        send();
    }

    /** Whether it has begun to read who is behind the path; before, it only waits until that answers. */
    boolean reading() {
        return step != Step.READY;
    }

    private void startAnew() {
        if (++rounds > TRIES_MAX) {
            unanswered(new CheckOutcome(CheckerState.DOWN, command.text()));
            return;
        }
        facts = new UnitFacts();
        step = Step.READY;
        start();
    }

    private void send() {
        tries++;
        command.send(build(command.cdb()), step.allocation, timeoutNanos, this::ended);
    }

    private int build(byte[] cdb) {
        return switch (step) {
            case READY -> Cdb.testUnitReady(cdb);
            case INQUIRY -> Cdb.inquiry(cdb, step.allocation);
            case CAPACITY_16 -> Cdb.readCapacity16(cdb, step.allocation);
            case CAPACITY_10 -> Cdb.readCapacity10(cdb);
            case CACHING_PAGE -> Cdb.modeSense6(cdb, ModeSense.CACHING_PAGE, step.allocation);
            case ALL_MODE_PAGES -> Cdb.modeSense6(cdb, ModeSense.ALL_PAGES, step.allocation);
            default -> Cdb.inquiryPage(cdb, step.page, step.allocation);
        };
    }

    private void ended() {
        Attention attention = command.attention();
        if (attention != Attention.NONE) {
            news.accept(attention, command.text()); // it is said to nobody else
        }
        if (!command.answered()) {
            unanswered(CheckOutcome.of(command));
        } else if (step != Step.READY && attention == Attention.CAPACITY_CHANGED) {
            startAnew(); // the size may have been read already
        } else if (command.passing() && tries < TRIES_MAX) {
            send();
        } else if (step == Step.READY) {
            facts.check = CheckOutcome.of(command);
            proceed(Step.INQUIRY);
        } else if (command.good()) {
            parse();
        } else if (sizeRefused()) {
            facts.sizeRefusal = step.words + ": " + command.text();
            proceed(Step.END);
        } else if (command.refused()) {
            without();
        } else {
            unanswered(new CheckOutcome(CheckerState.DOWN, command.text()));
        }
    }

    /**
     * Whether the unit does not tell its size this way: through a controller that does not own it there is no more than its
     * identity (SPC-5 5.18.2.6). With 16 bytes refused, 10 may still do.
     */
    private boolean sizeRefused() {
        return step == Step.CAPACITY_16 && command.notReady()
                || step == Step.CAPACITY_10 && (command.notReady() || command.refused() && command.asc() >= VENDOR_ASC);
    }

    private void parse() {
        byte[] received = command.received();
        try {
            if (step.page >= 0) {
                checkDeclaredLength(received);
            }
            accept(received);
        } catch (MalformedResponse lie) {
            told.accept(new ProbeResult.Malformed(lie.getMessage()));
        }
    }

    /** Takes an answer in and goes on. */
    private void accept(byte[] received) {
        switch (step) {
            case INQUIRY -> {
                facts.inquiry = Inquiry.parse(received);
                facts.inquiryBytes = received;
            }
            case PAGES -> facts.pages = SupportedPages.parse(received);
            case IDENTIFICATION -> facts.identification = DeviceIdentification.parse(received);
            case SERIAL -> facts.serial = UnitSerial.parse(received);
            case LIMITS -> facts.limits = BlockLimits.parse(received);
            case PROVISIONING -> facts.provisioning = Provisioning.parse(received);
            case CAPACITY_16 -> facts.capacity = ReadCapacity.parse16(received);
            case CAPACITY_10 -> facts.capacity = capacity10(received);
            default -> facts.mode = ModeSense.parse6(received);
        }
        if (step == Step.INQUIRY && facts.whyNotADisk() != null) {
            told.accept(new ProbeResult.NotADisk(facts.whyNotADisk()));
        } else if (step == Step.IDENTIFICATION && !facts.identification.defect().isEmpty()) {
            // what broke off may be the very designator the other paths show: the unit would get a second identity
            told.accept(new ProbeResult.Malformed(facts.identification.defect()));
        } else {
            proceed(switch (step) {
                case CAPACITY_16 -> Step.CACHING_PAGE;
                case CACHING_PAGE -> Step.END;
                default -> step.next();
            });
        }
    }

    /** The unit does not do this command. */
    private void without() {
        if (step == Step.INQUIRY || step == Step.CAPACITY_10) {
            unanswered(CheckOutcome.of(command));
        } else {
            proceed(step.next());
        }
    }

    private void proceed(Step to) {
        step = to;
        while (step.page > 0 && !facts.mayHave(step.page)) {
            step = step.next();
        }
        if (step == Step.END) {
            told.accept(facts.conclude());
        } else {
            tries = 0;
            send();
        }
    }

    private void unanswered(CheckOutcome check) {
        told.accept(new ProbeResult.Unanswered(new CheckOutcome(check.state(), step.words + ": " + check.reason())));
    }

    /** A page that declares more than came, though there was room, is not believed at all. */
    private void checkDeclaredLength(byte[] received) {
        if (received.length < VpdPage.HEADER_BYTES) {
            return; // the parser says so
        }
        int declared = VpdPage.HEADER_BYTES + ((received[2] & 0xff) << 8 | received[3] & 0xff);
        if (received.length < Math.min(declared, step.allocation)) {
            throw new MalformedResponse(
                    step.words, 2, "declares " + declared + " bytes, " + received.length + " came");
        }
    }

    private static ReadCapacity capacity10(byte[] received) {
        ReadCapacity capacity = ReadCapacity.parse10(received);
        if (capacity.tooLargeFor10()) {
            throw new MalformedResponse(
                    Step.CAPACITY_10.words, 0, "more than 2^32 blocks, but READ CAPACITY (16) is refused");
        }
        return capacity;
    }
}
