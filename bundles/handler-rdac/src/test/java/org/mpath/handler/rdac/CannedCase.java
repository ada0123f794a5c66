package org.mpath.handler.rdac;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpath.scsi.Status;

/** A case of a vector file: canned replies, and what multipath-tools 0.14.3 makes of them. */
record CannedCase(String id, String expected, String reason, List<String> commands, List<Canned> replies) {
    private static final int BUS_BUSY = 2;

    /** A reply to commands that begin so. */
    record Canned(String cdbPrefix, Reply reply) {}

    /** @param result the field of a case that tells the result */
    static List<CannedCase> read(String resource, String result) throws IOException {
        try (InputStream in = CannedCase.class.getResourceAsStream(resource);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            List<?> cases = (List<?>) object(value(json)).get("cases");
            return cases.stream().map(each -> of(object(each), result)).toList();
        }
    }

    /** Our results where they differ, by case. */
    static Map<String, String> exceptions(String resource) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                CannedCase.class.getResourceAsStream(resource), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    private static CannedCase of(Map<String, Object> fields, String result) {
        return new CannedCase(
                (String) fields.get("id"),
                (String) fields.get(result),
                (String) fields.getOrDefault("reason", ""),
                Stream.of("cdbs_sent_by_init", "cdbs_sent_by_check", "cdbs_sent")
                        .flatMap(sent -> ((List<?>) fields.getOrDefault(sent, List.of())).stream())
                        .map(cdb -> "sda: " + cdb)
                        .toList(),
                ((List<?>) fields.get("replies")).stream().map(reply -> canned(object(reply))).toList());
    }

    private static Canned canned(Map<String, Object> fields) {
        int host = Integer.decode((String) fields.getOrDefault("host_status", "0"));
        Reply reply;
        if (host == BUS_BUSY) {
            reply = Reply.status(Status.BUSY); // the nearest that we have: again, the path is not lost
        } else if (host != 0 || fields.containsKey("ioctl_errno")) {
            reply = Reply.LOST;
        } else {
            reply = Reply.data(HexFormat.of().parseHex((String) fields.get("data")));
        }
        return new Canned((String) fields.get("cdb_prefix"), reply);
    }

    /** The reply to a command. */
    Reply reply(String cdb) {
        return replies.stream()
                .filter(canned -> cdb.startsWith(canned.cdbPrefix))
                .map(Canned::reply)
                .findFirst()
                .orElse(Reply.LOST);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(json));
                }
                yield array;
            }
            default -> json.getText();
        };
    }

    @Override
    public String toString() {
        return id;
    }
}
