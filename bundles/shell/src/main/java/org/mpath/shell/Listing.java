package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Records of one kind, shown as a table or as a JSON array: one description of their columns serves both. A column without
 * a heading is for JSON only, one without a field for the table only.
 */
final class Listing<T> {
    private record Column<T>(String heading, String field, Table.Look look, Function<T, Object> value) {
        boolean inTable() {
            return !heading.isEmpty();
        }

        boolean inJson() {
            return !field.isEmpty();
        }
    }

    private final String name;
    private final List<Column<T>> columns = new ArrayList<>();

    /**
     * Makes one without columns.
     *
     * @param name name of the JSON array
     */
    Listing(String name) {
        this.name = name;
    }

    /** A column of words. */
    Listing<T> text(String heading, String field, Function<T, Object> value) {
        return column(heading, field, Table.Look.TEXT, value);
    }

    /** A column of numbers. */
    Listing<T> number(String heading, String field, Function<T, Object> value) {
        return column(heading, field, Table.Look.NUMBER, value);
    }

    /** A column with one word of state. */
    Listing<T> state(String heading, String field, Function<T, Object> value) {
        return column(heading, field, Table.Look.STATE, value);
    }

    /** A field that only JSON shows. */
    Listing<T> field(String field, Function<T, Object> value) {
        return column("", field, Table.Look.TEXT, value);
    }

    private Listing<T> column(String heading, String field, Table.Look look, Function<T, Object> value) {
        columns.add(new Column<>(heading, field, look, value));
        return this;
    }

    /**
     * Prints the rows.
     *
     * @param none the sentence when there are none
     */
    void print(Call call, Collection<T> rows, String none) {
        if (call.json()) {
            call.document(json -> write(json, rows));
        } else if (rows.isEmpty()) {
            call.screen().sentence(none);
        } else {
            Screen screen = call.screen();
            table(rows).lines(screen.columns(), screen.colour()).forEach(screen.out()::println);
        }
    }

    /** Writes the rows as a field of a document that has more. */
    void write(JsonGenerator json, Collection<T> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (T row : rows) {
            json.writeStartObject();
            for (Column<T> column : columns.stream().filter(Column::inJson).toList()) {
                Json.field(json, column.field(), column.value().apply(row));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private Table table(Collection<T> rows) {
        List<Column<T>> shown = columns.stream().filter(Column::inTable).toList();
        Table table = new Table(
                shown.stream().map(Column::heading).toList(),
                shown.stream().map(Column::look).toList());
        for (T row : rows) {
            table.add(shown.stream().map(column -> cell(column.value().apply(row))).toList());
        }
        return table;
    }

    private static String cell(Object value) {
        return value instanceof Boolean flag ? (flag ? "yes" : "no") : value.toString();
    }
}
