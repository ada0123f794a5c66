package org.mpath.config.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.config.Configuration;
import org.mpath.config.SourceFile;

/** Reads configuration files: regular ones only, so many and so much and no more. */
final class ConfFiles {
    /** Most bytes of all files together. */
    static final int BYTES_MAX = 32 << 20;

    private final List<SourceFile> files = new ArrayList<>();
    private int bytesFree = BYTES_MAX;

    private ConfFiles() {}

    /** The files that are named; a folder stands for its {@code *.conf}. */
    static List<SourceFile> named(List<Path> names) {
        ConfFiles read = new ConfFiles();
        for (Path name : names) {
            if (Files.isDirectory(name)) {
                List<Path> inside = inFolder(name);
                if (inside.isEmpty()) {
                    throw new ControlException(Code.NOT_FOUND, "there is no *.conf in folder " + name);
                }
                inside.forEach(read::add);
            } else {
                read.add(name);
            }
        }
        return read.files;
    }

    /** The runtime's own, as far as they are there. */
    static List<SourceFile> ofRuntime(Path etc) {
        ConfFiles read = new ConfFiles();
        Path main = etc.resolve("multipath.conf");
        if (Files.exists(main)) {
            read.add(main);
        }
        Path folder = etc.resolve("multipath.d");
        if (Files.isDirectory(folder)) {
            inFolder(folder).forEach(read::add);
        }
        return read.files;
    }

    private static List<Path> inFolder(Path folder) {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.conf")) {
            for (Path entry : entries) {
                inside.add(entry);
                if (inside.size() > Configuration.FILES_MAX) {
                    throw tooMany();
                }
            }
        } catch (IOException unreadable) {
            throw refused(folder, "cannot be read: " + unreadable);
        }
        inside.sort(null);
        return inside;
    }

    private void add(Path file) {
        if (!Files.exists(file)) {
            throw new ControlException(Code.NOT_FOUND, "there is no file " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw refused(file, "is no regular file");
        }
        if (files.size() == Configuration.FILES_MAX) {
            throw tooMany();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesFree + 1);
            if (bytes.length > bytesFree) {
                throw refused(file, "is too large: all files together may have " + BYTES_MAX + " bytes");
            }
            bytesFree -= bytes.length;
            files.add(new SourceFile(file.toString(), new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw refused(file, "cannot be read: " + unreadable);
        }
    }

    private static ControlException refused(Path file, String why) {
        return new ControlException(Code.REFUSED, file + " " + why);
    }

    private static ControlException tooMany() {
        return new ControlException(Code.REFUSED, "there are more than " + Configuration.FILES_MAX + " files");
    }
}
