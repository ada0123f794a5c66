package org.mpath.target.array;

import java.util.BitSet;
import java.util.Map;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.target.Array;
import org.mpath.target.Personality;
import org.mpath.target.command.DiskCommands;
import org.mpath.target.command.UnitCommands;

/**
 * EMC CLARiiON and VNX arrays: one storage processor (SP) owns a unit and does its I/O; an initiator that wants it through
 * the other one says so there (a trespass, mode page 22h).
 */
public final class ClariionArray implements ArrayFamily {
    private static final String PRODUCT = "product";
    private static final String MODEL = "model";
    private static final String MODE = "mode";
    private static final String REFUSES = "refuses";
    private static final String COPY = "copy";
    private static final String UNBOUND = "unbound";

    private static final Map<String, String> PRODUCTS = Map.of("raid5", "RAID 5", "vraid", "VRAID", "disk", "DISK");
    private static final String LEGACY = "legacy";

    @Override
    public String name() {
        return "emc";
    }

    @Override
    public Map<String, String> words() {
        return Map.of(
                PRODUCT, "raid5, vraid or disk",
                MODEL, "legacy, or 1 to 16 letters and digits",
                MODE, "failover mode: 4 and 6 fit a multipathing host, 1 does not",
                REFUSES, "not-owned or not-ready",
                COPY, "idle or running",
                UNBOUND, "numbers of units that are not bound, separated by commas");
    }

    @Override
    public Array create(String name, int controllers, int portsPerController, Map<String, String> values) {
        Words words = new Words(values);
        String product = PRODUCTS.get(words.text(PRODUCT, "raid5"));
        if (product == null) {
            throw words.wrong(PRODUCT, words().get(PRODUCT) + " allowed");
        }
        int mode = words.number(MODE, ClariionPage.MODE_LINUX, 0, 0x0f);
        boolean notReady = words.flag(REFUSES, false, "not-ready", "not-owned");
        boolean copying = words.flag(COPY, false, "running", "idle");
        BitSet unbound = unbound(words);
        ClariionPages pages = new ClariionPages(model(name, words), mode, unbound);
        UnitCommands units = new UnitCommands()
                .inquiry(pages::inquiry)
                .vitalPage(ClariionPage.CODE, pages::access)
                .modePage(new TrespassPage(copying));
        return new Array(
                name,
                new Personality("DGC", product, "0219", 0, units.build(), DiskCommands.noUnit(),
                        new ClariionAccess(notReady, unbound)),
                controllers,
                portsPerController);
    }

    private static ClariionModel model(String array, Words words) {
        String model = words.text(MODEL, "CX600");
        if (!model.matches("[A-Za-z0-9]{1,16}")) {
            throw words.wrong(MODEL, "legacy, or 1 to 16 letters and digits, allowed");
        }
        return new ClariionModel(array, model.equals(LEGACY) ? ClariionModel.LEGACY : model);
    }

    private static BitSet unbound(Words words) {
        String text = words.text(UNBOUND, "");
        if (!text.isEmpty() && !text.matches("[0-9]{1,5}(,[0-9]{1,5})*")) {
            throw words.wrong(UNBOUND, "numbers separated by commas allowed");
        }
        BitSet luns = new BitSet();
        for (String lun : text.isEmpty() ? new String[0] : text.split(",")) {
            luns.set(Integer.parseInt(lun));
        }
        return luns;
    }
}
