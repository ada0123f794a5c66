package org.mpath.target.array;

import java.util.BitSet;
import java.util.List;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.RdacTransfer;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.DeferredAnswer;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Ownership;
import org.mpath.target.SenseCode;
import org.mpath.target.Transition;
import org.mpath.target.UnitNexus;
import org.mpath.target.command.ModePage;

/** Mode page 2Ch: MODE SELECT moves the units that it lists to the controller that gets it. */
final class TransferPage implements ModePage {
    /** Another MODE SELECT is at work. */
    static final SenseCode LOCKED = new SenseCode(0x05, 0x91, 0x36);
    /** The move was overtaken by another one. */
    static final SenseCode OVERTAKEN = new SenseCode(0x0b, 0x8b, 0x02);

    private final TransferLock lock;
    private final SenseCode quiescence;
    private final boolean wide;

    TransferPage(TransferLock lock, SenseCode quiescence, boolean wide) {
        this.lock = lock;
        this.quiescence = quiescence;
        this.wide = wide;
    }

    @Override
    public int code() {
        return RdacTransfer.PAGE;
    }

    @Override
    public int subpage() {
        return wide ? RdacTransfer.SUBPAGE : 0;
    }

    @Override
    public byte[] current(UnitNexus nexus) {
        BitSet here = new BitSet();
        nexus.unit().array().units().stream()
                .filter(unit -> unit.access().owner() == nexus.controller() && unit.lun() <= RdacArray.lunMax(wide))
                .forEach(unit -> here.set(unit.lun()));
        return RdacTransfer.of(wide, here).current();
    }

    @Override
    public void select(byte[] page, Command command, UnitNexus nexus) {
        RdacTransfer asked;
        try {
            asked = RdacTransfer.parse(page);
        } catch (MalformedResponse wrong) {
            command.check(SenseCode.PARAMETER_LIST_LENGTH);
            return;
        }
        Array array = nexus.unit().array();
        boolean all = asked.mode() == RdacTransfer.MODE_ALL;
        List<LogicalUnit> units = array.units().stream()
                .filter(unit -> all || unit.lun() <= RdacArray.lunMax(wide) && asked.luns().get(unit.lun()))
                .toList();
        boolean unknown = !all && (asked.mode() != RdacTransfer.MODE_SPECIFIED
                || units.size() != asked.luns().cardinality());
        if (unknown) {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
        } else if (lock.locked()) {
            command.check(LOCKED);
        } else if (nexus.unit().access().changing()) {
            command.check(quiescence);
        } else {
            move(units, command, nexus);
        }
    }

    private void move(List<LogicalUnit> units, Command command, UnitNexus nexus) {
        Ownership ownership = nexus.unit().array().ownership();
        boolean elsewhere = units.stream().anyMatch(unit -> unit.access().nextOwner() != nexus.controller());
        if (!elsewhere || ownership.transitionNanos() == 0) {
            ownership.transfer(units, nexus.controller(), nexus, 0, moved -> {});
            command.good();
            return;
        }
        lock.lock();
        ownership.transfer(units, nexus.controller(), nexus, ownership.transitionNanos(), end(command.defer()));
    }

    private Transition.End end(DeferredAnswer answer) {
        return moved -> {
            lock.unlock();
            if (moved) {
                answer.good();
            } else {
                answer.check(OVERTAKEN);
            }
        };
    }
}
