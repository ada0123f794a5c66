package org.mpath.transport.sg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A tree of files from lines of text, as {@code itests/vm/scenarios/sysfs-tree.sh} records them in a guest: {@code PATH TAB
 * = TEXT}, with bars for ends of lines, and {@code PATH TAB -> TARGET} for links.
 */
final class TreeText {
    private TreeText() {}

    /** Makes the tree of a resource. */
    static SysTree of(Path root, String resource) throws IOException {
        try (InputStream recorded = TreeText.class.getResourceAsStream(resource)) {
            return of(root, new String(recorded.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }

    /** Makes the tree of lines. */
    static SysTree of(Path root, List<String> lines) throws IOException {
        for (String line : lines) {
            String[] parts = line.split("\t", 2);
            Path file = root.resolve(parts[0]);
            Files.createDirectories(file.getParent());
            if (parts[1].startsWith("-> ")) {
                Path target = Path.of(parts[1].substring(3));
                Files.createDirectories(file.getParent().resolve(target));
                Files.createSymbolicLink(file, target);
            } else {
                Files.writeString(file, parts[1].substring(2).replace('|', '\n'));
            }
        }
        return new SysTree(root);
    }
}
