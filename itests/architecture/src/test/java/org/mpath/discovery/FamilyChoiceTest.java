package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;

/**
 * Discovery's choice among the array plug-ins of all bundles, for arrays of every list that was read: OpenBSD's, the
 * kernel's and the hardware table of multipath-tools. Here, in discovery's package, because discovery knows no family.
 */
class FamilyChoiceTest {
    private static final String NOBODY = "-";
    private static final int FURTHER_BYTES = 128;
    private static final int INQUIRY_BYTES = 160;

    /** A line of the table. */
    private record Unit(String vendor, String product, String family, String list, String further) {
        static Unit of(String line) {
            String[] words = Arrays.copyOf(line.split("\\|"), 5);
            return new Unit(words[0].strip(), words[1].strip(), words[2].strip(), words[3].strip(),
                    words[4] == null ? "" : words[4].strip());
        }

        PathFacts path(int tpgs) {
            byte[] inquiry = new byte[INQUIRY_BYTES];
            Arrays.fill(inquiry, (byte) ' ');
            byte[] bytes = further.replace("\\0", "\0").getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, inquiry, FURTHER_BYTES, bytes.length);
            inquiry[4] = (byte) (INQUIRY_BYTES - 5);
            return new PathFacts("lab:A0/0", "A0", 0, String.format("%-8s", vendor), String.format("%-16s", product), "1",
                    tpgs, inquiry);
        }

        @Override
        public String toString() {
            return vendor + " " + product + (further.isEmpty() ? "" : " " + further) + ": " + family + " (" + list + ")";
        }
    }

    private static final Map<String, HardwareHandlerFactory> FACTORIES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mpath.handler")
            .stream()
            .filter(type -> type.isAssignableTo(HardwareHandlerFactory.class))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(FamilyChoiceTest::make)
            .collect(Collectors.toMap(HardwareHandlerFactory::name, factory -> factory));

    private static HardwareHandlerFactory make(JavaClass type) {
        try {
            return (HardwareHandlerFactory) type.reflect().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static final Families FAMILIES = new Families();

    /** Not where the class begins: a family is asked on a thread of its own, which would wait for that to end. */
    @BeforeAll
    static void install() {
        long[] id = {0};
        FACTORIES.values().forEach(factory -> FAMILIES.add(family(factory, ++id[0])));
    }

    private static Family family(HardwareHandlerFactory factory, long id) {
        try {
            return Family.lease(leases(factory), Map.of(Constants.SERVICE_ID, id));
        } catch (PlugInFault fault) {
            throw new IllegalStateException(fault);
        }
    }

    @SuppressWarnings("unchecked")
    private static ServiceObjects<HardwareHandlerFactory> leases(HardwareHandlerFactory factory) {
        return (ServiceObjects<HardwareHandlerFactory>) Proxy.newProxyInstance(
                FamilyChoiceTest.class.getClassLoader(),
                new Class<?>[] {ServiceObjects.class},
                (proxy, method, arguments) -> method.getName().equals("getService") ? factory : null);
    }

    private static List<Unit> units() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                FamilyChoiceTest.class.getResourceAsStream("families.txt"), StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(Unit::of).toList();
        }
    }

    private static String chosen(PathFacts path) {
        Family family = FAMILIES.choose(path, "", null);
        return family == null ? NOBODY : family.name();
    }

    @Test
    void allFamiliesAreThere() {
        assertThat(FACTORIES).containsKeys("sym", "alua", "rdac", "emc", "hp_sw", "hds");
    }

    @ParameterizedTest
    @MethodSource("units")
    void withoutTargetPortGroupsTheMatchListsDecide(Unit unit) {
        assertThat(chosen(unit.path(0))).isEqualTo(unit.family);
    }

    @ParameterizedTest
    @MethodSource("units")
    void withTargetPortGroupsItIsAluaWhateverTheBrand(Unit unit) {
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(tpgs -> chosen(unit.path(tpgs)))).containsOnly("alua");
    }

    @Test
    void everyRowOfAMatchListIsSomeUnitsOfTheTable() throws IOException {
        List<PathFacts> paths = units().stream().map(unit -> unit.path(0)).toList();
        Set<String> untried = new TreeSet<>();
        FACTORIES.forEach((name, factory) -> factory.matches().stream()
                .filter(row -> !row.vendor().strip().equals("MPATH"))
                .filter(row -> paths.stream().noneMatch(path -> row.matches(path.paddedVendor(), path.paddedProduct())))
                .map(HandlerMatch::toString)
                .forEach(row -> untried.add(name + " " + row)));
        assertThat(untried).as("match rows that no unit of families.txt tries").isEmpty();
    }

    @Test
    void theMostExactRowOfAFamilyComesFirst() {
        List<String> hidden = new ArrayList<>();
        FACTORIES.forEach((name, factory) -> {
            List<HandlerMatch> rows = factory.matches();
            for (int later = 1; later < rows.size(); later++) {
                for (HandlerMatch before : rows.subList(0, later)) {
                    HandlerMatch row = rows.get(later);
                    if (row.vendor().startsWith(before.vendor()) && row.product().startsWith(before.product())) {
                        hidden.add(name + ": " + row + " behind " + before);
                    }
                }
            }
        });
        assertThat(hidden).isEmpty();
    }
}
