package org.mpath.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rooms of the house, and the classes found in them. */
final class House {
    /** Top of the source tree. */
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..").normalize();

    /** Which other rooms a room may use: one row per bundle, and each row is a test. */
    static final List<Room> ROOMS = List.of(
            // ground
            new Room("scsi", Set.of()),
            new Room("jnr", Set.of()),
            new Room("native", Set.of("jnr")),
            // contract
            new Room("api", Set.of()),
            new Room("plugin-kit", Set.of("scsi", "api")),
            // brain and plug-ins
            new Room("core", Set.of("scsi", "api")),
            new Room("handler-sym", Set.of("scsi", "api")),
            new Room("handler-alua", Set.of("scsi", "api", "plugin-kit")),
            new Room("handler-rdac", Set.of("scsi", "api", "plugin-kit")),
            new Room("handler-emc", Set.of("scsi", "api", "plugin-kit")),
            new Room("handler-hp-sw", Set.of("scsi", "api", "plugin-kit")),
            new Room("handler-hds", Set.of("scsi", "api", "plugin-kit")),
            new Room("checkers", Set.of("scsi", "api", "plugin-kit")),
            new Room("prioritizers", Set.of("scsi", "api", "plugin-kit")),
            new Room("selector-round-robin", Set.of("scsi", "api")),
            new Room("selector-queue-length", Set.of("scsi", "api")),
            new Room("selector-service-time", Set.of("scsi", "api")),
            new Room("selector-historical-service-time", Set.of("scsi", "api")),
            new Room("selector-io-affinity", Set.of("scsi", "api")),
            // wires
            new Room("reactor", Set.of("scsi", "api", "core")),
            new Room("iscsi", Set.of("scsi")),
            new Room("target", Set.of("scsi")),
            new Room("transport-lab", Set.of("scsi", "api", "target")),
            new Room("transport-iscsi", Set.of("scsi", "api", "iscsi")),
            new Room("transport-sg", Set.of("scsi", "api", "native")),
            // daemon
            new Room("config", Set.of("api")),
            new Room("discovery", Set.of("scsi", "api", "config")),
            // outlets and faces
            new Room("formats", Set.of("api")),
            new Room("backend-dm", Set.of("api", "native", "core")),
            new Room("planes", Set.of("api")),
            new Room("export-nbd", Set.of("scsi", "api")),
            new Room("jmx", Set.of("api")),
            new Room("shell", Set.of("scsi", "api", "formats")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.mpath");

    private House() {}

    /** A bundle by its folder, and the folders of those it may use. */
    record Room(String name, Set<String> uses) {
        /** The root package: the folder with dots; that of {@code native}, a word of the language, is in the plural. */
        String rootPackage() {
            return name.equals("native") ? "org.mpath.natives" : "org.mpath." + name.replace('-', '.');
        }

        boolean holds(String packageName) {
            return packageName.equals(rootPackage()) || packageName.startsWith(rootPackage() + ".");
        }

        Stream<JavaClass> classes() {
            return CLASSES.stream().filter(type -> roomOf(type).filter(this::equals).isPresent());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All classes of the product. */
    static Stream<JavaClass> classes() {
        return CLASSES.stream().filter(type -> roomOf(type).isPresent());
    }

    /** The room with the longest matching root package. */
    static Optional<Room> roomOf(JavaClass type) {
        return ROOMS.stream()
                .filter(room -> room.holds(type.getPackageName()))
                .max(Comparator.comparingInt(room -> room.rootPackage().length()));
    }

    /** The bundle folders that exist. */
    static List<String> folders() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT.resolve("bundles"))) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
