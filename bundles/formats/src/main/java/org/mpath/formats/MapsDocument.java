package org.mpath.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps as the JSON of {@code show maps json}, byte by byte but for its texts: there they are not escaped, and a vendor with
 * a quotation mark makes a document that cannot be read. Here every character that is not plain ASCII is escaped (RFC 8259).
 */
public final class MapsDocument {
    private static final String START = "{\n   \"major_version\": 0,\n   \"minor_version\": 1,\n   ";
    private static final String INDENT = "   ";

    private record Field<W>(String name, W wildcard) {}

    private static final List<Field<MapWildcard>> MAP = List.of(
            new Field<>("name", MapWildcard.NAME), new Field<>("uuid", MapWildcard.UUID),
            new Field<>("sysfs", MapWildcard.SYSFS), new Field<>("failback", MapWildcard.FAILBACK),
            new Field<>("queueing", MapWildcard.QUEUEING), new Field<>("paths", MapWildcard.PATHS),
            new Field<>("write_prot", MapWildcard.WRITE_PROTECTION), new Field<>("dm_st", MapWildcard.STATE),
            new Field<>("features", MapWildcard.FEATURES), new Field<>("hwhandler", MapWildcard.HANDLER),
            new Field<>("action", MapWildcard.ACTION), new Field<>("path_faults", MapWildcard.PATH_FAULTS),
            new Field<>("vend", MapWildcard.VENDOR), new Field<>("prod", MapWildcard.PRODUCT),
            new Field<>("rev", MapWildcard.REVISION), new Field<>("switch_grp", MapWildcard.GROUP_SWITCHES),
            new Field<>("map_loads", MapWildcard.TABLE_LOADS), new Field<>("total_q_time", MapWildcard.QUEUEING_TIME),
            new Field<>("q_timeouts", MapWildcard.QUEUE_TIMEOUTS));
    private static final List<Field<GroupWildcard>> GROUP = List.of(
            new Field<>("selector", GroupWildcard.SELECTOR), new Field<>("pri", GroupWildcard.PRIORITY),
            new Field<>("dm_st", GroupWildcard.STATE), new Field<>("marginal_st", GroupWildcard.MARGINAL));
    private static final List<Field<PathWildcard>> PATH = List.of(
            new Field<>("dev", PathWildcard.DEVICE), new Field<>("dev_t", PathWildcard.DEVICE_NUMBERS),
            new Field<>("dm_st", PathWildcard.STATE), new Field<>("dev_st", PathWildcard.DEVICE_STATE),
            new Field<>("chk_st", PathWildcard.CHECK_STATE), new Field<>("checker", PathWildcard.CHECKER),
            new Field<>("pri", PathWildcard.PRIORITY), new Field<>("host_wwnn", PathWildcard.HOST_NODE),
            new Field<>("target_wwnn", PathWildcard.TARGET_NODE), new Field<>("host_wwpn", PathWildcard.HOST_PORT),
            new Field<>("target_wwpn", PathWildcard.TARGET_PORT), new Field<>("host_adapter", PathWildcard.HOST_ADAPTER),
            new Field<>("lun_hex", PathWildcard.LUN), new Field<>("marginal_st", PathWildcard.MARGINAL));

    private final StringBuilder json = new StringBuilder(START);

    private MapsDocument() {}

    /** {@code show maps json}. */
    public static String of(List<MapLine> maps) {
        MapsDocument document = new MapsDocument();
        document.array("\"maps\": ", 1, maps.stream().<Runnable>map(map -> () -> document.map(map)).toList());
        return document.json.append("}\n").toString();
    }

    /** {@code show map X json}. */
    public static String of(MapLine map) {
        MapsDocument document = new MapsDocument();
        document.json.append("\"map\":{\n");
        document.map(map);
        return document.json.append(INDENT).append("}\n}\n").toString();
    }

    private void map(MapLine map) {
        fields(2, MAP, map);
        json.append(",\n").append(INDENT.repeat(2));
        List<Runnable> groups = new ArrayList<>();
        for (int i = 0; i < map.groups().size(); i++) {
            GroupLine group = map.groups().get(i);
            int number = i + 1;
            groups.add(() -> group(group, number));
        }
        array("\"path_groups\": ", 2, groups);
    }

    private void group(GroupLine group, int number) {
        fields(3, GROUP, group);
        json.append(",\n").append(INDENT.repeat(3)).append("\"group\" : ").append(number);
        json.append(",\n").append(INDENT.repeat(3));
        array("\"paths\": ", 3, group.paths().stream().<Runnable>map(path -> () -> path(path)).toList());
    }

    private void path(PathLine path) {
        fields(4, PATH, path);
        json.append('\n');
    }

    /** Objects in brackets; each prints its fields and ends its last line. */
    private void array(String name, int indent, List<Runnable> objects) {
        json.append(name).append('[');
        for (int i = 0; i < objects.size(); i++) {
            json.append(i == 0 ? "{\n" : ",{\n");
            objects.get(i).run();
            json.append(INDENT.repeat(indent)).append('}');
        }
        json.append("]\n");
    }

    private <W extends Wildcard> void fields(int indent, List<Field<W>> fields, Line<W> line) {
        for (Field<W> field : fields) {
            String text = line.text(field.wildcard());
            json.append(field == fields.get(0) ? "" : ",\n").append(INDENT.repeat(indent));
            json.append('"').append(field.name()).append("\" : ");
            json.append(field.wildcard().column().number() ? text : quoted(text));
        }
    }

    /** A text as JSON has it, in ASCII. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character >= 0x20 && character < 0x7f) {
                quoted.append(character);
            } else {
                quoted.append(String.format("\\u%04x", (int) character));
            }
        }
        return quoted.append('"').toString();
    }
}
