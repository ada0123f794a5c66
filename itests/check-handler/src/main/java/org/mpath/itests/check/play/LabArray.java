package org.mpath.itests.check.play;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Status;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.Nexus;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.array.ArrayFamily;
import org.mpath.target.store.MemoryStore;

/** A lab array: two controllers of two ports, unit 0 belongs to the first. Its transitions take no time. */
public final class LabArray implements ArrayScript {
    private static final int UNIT_BYTES = 1 << 20;
    private static final int INQUIRY_BYTES = 255;
    private static final int ATTENTIONS_MAX = 8;

    private final Array array;
    private final Map<PlayedPath, Nexus> nexuses = new HashMap<>();

    private LabArray(ArrayFamily family) {
        array = family.create("check", 2, 2, Map.of());
        array.addUnit(0, new MemoryStore(UNIT_BYTES));
    }

    /** The lab's family that a plug-in claims; empty when it claims none. */
    public static Optional<ArrayFamily> claimedBy(HardwareHandlerFactory factory) {
        return ArrayFamilies.all().stream()
                .filter(family -> factory.claims(new LabArray(family).facts()))
                .findFirst();
    }

    /** A new array of a family. */
    public static LabArray of(ArrayFamily family) {
        return new LabArray(family);
    }

    private PathFacts facts() {
        byte[] cdb = new byte[ScsiTask.CDB_BYTES_MAX];
        int length = Cdb.inquiry(cdb, INQUIRY_BYTES);
        ByteBuffer data = ByteBuffer.allocate(INQUIRY_BYTES);
        Command command = new Command();
        command.carry(cdb, length, data, 0, INQUIRY_BYTES, new byte[ScsiTask.SENSE_BYTES_MAX]);
        array.ports().get(0).login("facts").execute(0, command);
        byte[] bytes = Arrays.copyOf(data.array(), INQUIRY_BYTES - Math.max(0, command.residual()));
        Inquiry inquiry = Inquiry.parse(bytes);
        return new PathFacts("check:P0/0", "P0", 0, inquiry.paddedVendor(), inquiry.paddedProduct(),
                inquiry.revision(), inquiry.tpgs(), bytes);
    }

    @Override
    public void settle(PlayedPath path) {
        Nexus nexus = nexuses.computeIfAbsent(path, this::login);
        for (int i = 0; i < ATTENTIONS_MAX; i++) {
            byte[] cdb = new byte[ScsiTask.CDB_BYTES_MAX];
            Command command = new Command();
            command.carry(cdb, Cdb.testUnitReady(cdb), null, 0, 0, new byte[ScsiTask.SENSE_BYTES_MAX]);
            nexus.execute(0, command);
        }
    }

    @Override
    public Reply reply(Sent sent) {
        long now = sent.path().reactor().nanoTime();
        array.agenda().advance(now);
        byte[] sense = new byte[ScsiTask.SENSE_BYTES_MAX];
        ByteBuffer data = sent.bytes() == 0 ? null : ByteBuffer.allocate(sent.bytes());
        if (data != null) {
            data.put(0, sent.written());
        }
        Command command = new Command();
        command.carry(Arrays.copyOf(sent.cdb(), ScsiTask.CDB_BYTES_MAX), sent.cdb().length, data, 0, sent.bytes(), sense);
        command.listener(done -> {});
        nexuses.computeIfAbsent(sent.path(), this::login).execute(0, command);
        while (command.state() == Command.State.WORKING && !array.agenda().isEmpty()) {
            array.agenda().advance(array.agenda().dueNanos());
        }
        if (command.state() == Command.State.WORKING) {
            return Reply.SILENCE;
        }
        return answer(command, sent, data, sense);
    }

    private static Reply answer(Command command, Sent sent, ByteBuffer data, byte[] sense) {
        if (command.status() == Status.CHECK_CONDITION) {
            return Reply.checkCondition(Arrays.copyOf(sense, command.senseLength()));
        }
        if (command.status() != Status.GOOD || !sent.reads()) {
            return Reply.status(command.status());
        }
        return Reply.data(Arrays.copyOf(data.array(), sent.bytes() - Math.max(0, command.residual())));
    }

    private Nexus login(PlayedPath path) {
        return array.ports().get(path.number() % array.ports().size()).login("host" + path.number());
    }
}
