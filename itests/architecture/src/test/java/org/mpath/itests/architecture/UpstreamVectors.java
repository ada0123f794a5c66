package org.mpath.itests.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a bundle's tests have of multipath-tools' cases: {@code NAME.json} and, beside it, {@code NAME-exceptions.txt}.
 *
 * @param file the cases
 * @param cases how many there are
 * @param otherwise those that are answered otherwise here
 */
record UpstreamVectors(Path file, int cases, List<Otherwise> otherwise) {
    private static final String EXCEPTIONS = "-exceptions.txt";
    private static final Pattern SEPARATOR = Pattern.compile(" *\\| *");

    /** A line of an exceptions file: {@code case | answer here | reason}. */
    record Otherwise(String vector, String answer, String reason) {
        static Otherwise of(Path file, String line) {
            String[] parts = SEPARATOR.split(line.strip(), 3);
            if (parts.length != 3) {
                throw new IllegalStateException(file + ": " + line);
            }
            return new Otherwise(parts[0], parts[1], parts[2]);
        }
    }

    String bundle() {
        return House.ROOT.relativize(file).getName(1).toString();
    }

    int equal() {
        return cases - otherwise.size();
    }

    /** Whether nothing here could be asked: every case is an exception, and all for the same reason. */
    boolean asNone() {
        return equal() == 0 && otherwise.stream().allMatch(each -> each.answer().equals("none"))
                && otherwise.stream().map(Otherwise::reason).distinct().count() == 1;
    }

    /** What bundles have of the cases called {@code name}, by bundle. */
    static List<UpstreamVectors> named(String name) throws IOException {
        List<UpstreamVectors> found = new ArrayList<>();
        for (Path file : resources('/' + name + ".json")) {
            found.add(new UpstreamVectors(file, count(file), otherwise(file.resolveSibling(name + EXCEPTIONS))));
        }
        return found;
    }

    /** The names of all cases that there are exceptions from. */
    static List<String> withExceptions() throws IOException {
        return resources(EXCEPTIONS).stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring(0, name.length() - EXCEPTIONS.length()))
                .toList();
    }

    private static List<Otherwise> otherwise(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> Otherwise.of(file, line))
                        .toList()
                : List.of();
    }

    private static List<Path> resources(String end) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : House.folders()) {
            Path resources = House.ROOT.resolve("bundles").resolve(folder).resolve("src/test/resources");
            if (Files.isDirectory(resources)) {
                try (Stream<Path> files = Files.walk(resources)) {
                    files.filter(file -> file.toString().endsWith(end)).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    // ---- counting ----

    /** The objects in all lists of the file; of printed outputs, which are no list, the texts. */
    private static int count(Path file) throws IOException {
        int cases = 0;
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                cases += name.equals("outputs") ? outputs(json) : objects(json);
            }
        }
        return cases;
    }

    private static int objects(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return 0;
        }
        int objects = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                objects++;
                json.skipChildren();
            }
        }
        return objects;
    }

    /** A text, or an object with one for each format. */
    private static int outputs(JsonParser json) throws IOException {
        int texts = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    json.nextToken();
                    json.skipChildren();
                    texts++;
                }
            } else {
                texts++;
            }
        }
        return texts;
    }
}
