package org.mpath.target.array;

import java.util.Map;
import java.util.TreeMap;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacAccess.Mode;
import org.mpath.scsi.RdacSoftware;
import org.mpath.scsi.RdacSubsystem;
import org.mpath.scsi.RdacTransfer;
import org.mpath.scsi.RdacVolume;
import org.mpath.target.Array;
import org.mpath.target.Personality;
import org.mpath.target.SenseCode;
import org.mpath.target.command.DiskCommands;
import org.mpath.target.command.UnitCommands;

/**
 * Arrays with RDAC controllers (LSI, Engenio, SANtricity): one of two controllers owns a unit and moves it to the other one
 * when MODE SELECT page 2Ch says so (seed-systems 4.1), or when I/O comes there (AVT).
 */
public final class RdacArray implements ArrayFamily {
    private static final String MODE = "mode";
    private static final String LUNS = "luns";
    private static final String QUIESCENCE = "quiescence";
    private static final String BRAND = "brand";

    private static final int CONTROLLERS_MAX = 2;

    private static final Map<String, Mode> MODES =
            Map.of("rdac", Mode.RDAC, "avt", Mode.AVT, "ioship", Mode.IO_SHIPPING);

    /** What I/O gets while a unit changes hands. */
    private static final Map<String, SenseCode> QUIESCENCES = Map.of(
            "attention", new SenseCode(0x06, 0x8b, 0x02),
            "aborted", new SenseCode(0x0b, 0x8b, 0x02),
            "not-ready", new SenseCode(0x02, 0x04, 0xa1));

    /** Vendor and product of INQUIRY data. */
    private record Brand(String vendor, String product) {}

    private static final Map<String, Brand> BRANDS = new TreeMap<>(Map.of(
            "lab", new Brand("MPATH", "LAB-RDAC"),
            "lsi", new Brand("LSI", "INF-01-00"),
            "netapp", new Brand("NETAPP", "INF-01-00"),
            "md3000", new Brand("DELL", "MD3000"),
            "md3000i", new Brand("DELL", "MD3000i"),
            "ds3500", new Brand("IBM", "1746      FAStT"),
            "csm200", new Brand("SUN", "CSM200_R")));

    @Override
    public String name() {
        return "rdac";
    }

    @Override
    public Map<String, String> words() {
        return Map.of(
                MODE, "rdac, avt (a unit follows the I/O) or ioship (the other controller passes I/O on)",
                LUNS, "32 or 256: how many units MODE SELECT numbers",
                QUIESCENCE, "attention, aborted or not-ready: what I/O gets while a unit changes hands",
                BRAND, String.join(", ", BRANDS.keySet()));
    }

    @Override
    public Array create(String name, int controllers, int portsPerController, Map<String, String> values) {
        if (controllers > CONTROLLERS_MAX) {
            throw new IllegalArgumentException(
                    controllers + " controllers; an RDAC array has at most " + CONTROLLERS_MAX);
        }
        Words words = new Words(values);
        Mode mode = chosen(words, MODE, "rdac", MODES);
        boolean wide = words.flag(LUNS, true, "256", "32");
        SenseCode quiescence = chosen(words, QUIESCENCE, "attention", QUIESCENCES);
        Brand brand = chosen(words, BRAND, "lab", BRANDS);
        UnitCommands commands = commands(mode, wide, quiescence);
        Personality personality = new Personality(brand.vendor, brand.product, "0001", 0, commands.build(),
                DiskCommands.noUnit(), new RdacPolicy(mode, quiescence));
        return new Array(name, personality, controllers, portsPerController);
    }

    private <T> T chosen(Words words, String word, String missing, Map<String, T> values) {
        T value = values.get(words.text(word, missing));
        if (value == null) {
            throw words.wrong(word, words().get(word));
        }
        return value;
    }

    private static UnitCommands commands(Mode mode, boolean wide, SenseCode quiescence) {
        TransferLock lock = new TransferLock();
        RdacPages pages = new RdacPages(mode, wide);
        UnitCommands commands = new UnitCommands()
                .vitalPage(RdacSoftware.PAGE, pages::software)
                .vitalPage(RdacSubsystem.PAGE, pages::subsystem)
                .vitalPage(RdacVolume.PAGE, pages::volume)
                .vitalPage(RdacAccess.PAGE, pages::access)
                .modePage(new TaskAbortedPage())
                .modePage(new TransferPage(lock, quiescence, false));
        return wide ? commands.modePage(new TransferPage(lock, quiescence, true)) : commands;
    }

    /** The highest number of a unit that MODE SELECT reaches. */
    static int lunMax(boolean wide) {
        return (wide ? RdacTransfer.LUNS_WIDE : RdacTransfer.LUNS_NARROW) - 1;
    }
}
