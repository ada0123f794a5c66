package org.mpath.itests.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.handler.alua.AluaHandlerFactory;
import org.mpath.handler.emc.EmcHandlerFactory;
import org.mpath.handler.hds.HdsHandlerFactory;
import org.mpath.handler.hp.sw.HpSw2005HandlerFactory;
import org.mpath.handler.hp.sw.HpSwHandlerFactory;
import org.mpath.handler.rdac.RdacHandlerFactory;
import org.mpath.handler.sym.SymHandlerFactory;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.array.ArrayFamily;

/** What a world's array can be, with the array plug-in that goes with it. */
public enum Family {
    /** The simulator's own array and handler, which do whatever the engine has to stand. */
    SIM("sim", () -> null, 4, List.of(List.of()), Map.of()),
    /** Every port alike. */
    SYM("sym", SymHandlerFactory::new, 4, List.of(List.of()), Map.of()),
    /** Asymmetric logical unit access. */
    ALUA("alua", AluaHandlerFactory::new, 4, List.of(List.of(), List.of("0"), List.of("1")), Map.of(
            "tpgs", List.of("1", "2", "3", "3"),
            "passive", List.of("standby", "active/non-optimized", "unavailable"),
            "header", List.of("extended", "plain"),
            "stpg", List.of("late", "early"))),
    /** LSI, Engenio, NetApp E-Series. */
    RDAC("rdac", RdacHandlerFactory::new, 2, List.of(List.of(), List.of("30"), List.of("follow")), Map.of(
            "mode", List.of("rdac", "rdac", "avt", "ioship"),
            "luns", List.of("32", "256"),
            "quiescence", List.of("attention", "aborted", "not-ready"))),
    /** CLARiiON and VNX. */
    EMC("emc", EmcHandlerFactory::new, 2,
            List.of(List.of(), List.of("0", "0"), List.of("1", "0"), List.of("1", "1"), List.of("follow")), Map.of(
                    "model", List.of("CX600", "legacy"),
                    "mode", List.of("4", "6"),
                    "refuses", List.of("not-owned", "not-ready"))),
    /** StorageWorks with active and passive controllers, with the handler of today. */
    HP_SW("hp_sw", HpSwHandlerFactory::new, 2, List.of(List.of()), Map.of()),
    /** The same with the handler of 2005. */
    HP_SW_2005("hp_sw", HpSw2005HandlerFactory::new, 2, List.of(List.of()), Map.of()),
    /** Hitachi modular arrays. */
    HDS("hds", HdsHandlerFactory::new, 2, List.of(List.of(), List.of("follow")), Map.of(
            "access", List.of("asymmetric", "symmetric"),
            "crossing", List.of("0", "0", "2")));

    private final String array;
    private final Supplier<HardwareHandlerFactory> plugIn;
    private final int controllersMax;
    private final List<List<String>> arguments;
    private final Map<String, List<String>> words;

    Family(
            String array,
            Supplier<HardwareHandlerFactory> plugIn,
            int controllersMax,
            List<List<String>> arguments,
            Map<String, List<String>> words) {
        this.array = array;
        this.plugIn = plugIn;
        this.controllersMax = controllersMax;
        this.arguments = arguments;
        this.words = words;
    }

    /** Those that worlds are drawn from, the simulator's own more than once: it alone tries every kind of activation. */
    public static List<Family> drawn() {
        return List.of(SIM, SIM, SIM, SYM, ALUA, ALUA, RDAC, RDAC, EMC, EMC, HP_SW, HP_SW_2005, HDS);
    }

    /** Whether its handler, given these arguments, knows the unit attention of a new nexus. */
    boolean knowsAttention(List<String> handlerArguments) {
        return switch (this) {
            case SIM, ALUA, EMC -> true;
            case RDAC -> activation(handlerArguments) != Activation.FOLLOW;
            case SYM, HP_SW, HP_SW_2005, HDS -> false;
        };
    }

    /** The family that people call so. @throws IllegalArgumentException in one sentence */
    static Family named(String word) {
        return Arrays.stream(values())
                .filter(family -> family.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown family '" + word + "': "
                        + Arrays.stream(values()).map(Family::word).collect(Collectors.joining(", ")) + " are known"));
    }

    /** What people and tables call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A new instance of its plug-in; null for the simulator's own. */
    public HardwareHandlerFactory plugIn() {
        return plugIn.get();
    }

    /** Makes its arrays; not for the simulator's own. */
    public ArrayFamily array() {
        return ArrayFamilies.named(array);
    }

    /** Whether a controller that does not own a unit carries out no commands on its medium. */
    boolean forbidsPassive() {
        return this != HDS;
    }

    /** Whether a controller takes one order at a time to become the owner. */
    boolean oneOrderAtATime() {
        return this == RDAC;
    }

    /** Most controllers its arrays have. */
    int controllersMax() {
        return controllersMax;
    }

    /** What its handler does about activation when it is given these arguments. */
    Activation activation(List<String> handlerArguments) {
        return plugIn().create(handlerArguments).activation();
    }

    /** Handler arguments of a map. */
    List<String> arguments(Chance chance) {
        return chance.of(arguments);
    }

    /** Words of an array's description. */
    Map<String, String> words(Chance chance) {
        Map<String, String> drawn = new java.util.TreeMap<>();
        words.keySet().stream().sorted().forEach(word -> drawn.put(word, chance.of(words.get(word))));
        return drawn;
    }
}
