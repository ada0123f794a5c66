package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What udev calls the units of block devices. It matters where multipath-tools' udev rule is: with each event of a map the rule has
 * {@code multipath -U} look at it, and that fails every path whose unit udev calls otherwise than the map's UUID.
 */
final class UdevNames {
    private static final List<String> RULES =
            List.of("etc/udev/rules.d", "run/udev/rules.d", "usr/lib/udev/rules.d", "lib/udev/rules.d");
    private static final String RULE = "*-dm-mpath.rules";
    private static final String PROPERTY = "E:";
    private static final String NAME = "E:ID_SERIAL=";

    private final Path root;

    /** @param root where {@code etc}, {@code run} and {@code usr} are */
    UdevNames(Path root) {
        this.root = root;
    }

    /**
     * What udev calls the unit behind a block device, when it contradicts.
     *
     * @param number the device's, {@code MAJOR:MINOR}
     * @param wwid what its unit is called here
     * @return empty when udev knows the unit by that name as well, or has none for it, or nobody acts on it
     */
    String contradicting(String number, String wwid) {
        List<String> properties = lines(root.resolve("run/udev/data/b" + number));
        String name = properties.stream()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()))
                .findFirst()
                .orElse("");
        // multipath.conf's uid_attribute may be any property
        boolean same = properties.stream().anyMatch(line -> line.startsWith(PROPERTY) && line.endsWith('=' + wwid));
        return same || name.isEmpty() || rule().isEmpty() ? "" : name;
    }

    /** The file of multipath-tools' rule; empty where there is none, or it is masked. */
    String rule() {
        for (String folder : RULES) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(folder), RULE)) {
                for (Path file : files) {
                    return Files.isRegularFile(file) && Files.size(file) > 0 ? '/' + root.relativize(file).toString() : "";
                }
            } catch (IOException none) {
                continue; // the next folder, or no rule at all
            }
        }
        return "";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unknown) {
            return List.of();
        }
    }
}
