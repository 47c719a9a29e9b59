package io.sakia.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of texts and numbers in columns as wide as their widest cell; numbers stand at the right.
 *
 * <pre>
 *   States
 *     state   keys
 *     counts    17
 * </pre>
 */
public final class Table {
    private final List<List<Object>> rows = new ArrayList<>();

    /** A table with a heading for each column. */
    public Table(String... columns) {
        rows.add(List.of((Object[]) columns));
    }

    /** Adds a row. */
    public void row(Object... cells) {
        rows.add(List.of(cells));
    }

    /** Prints the table under a title, after an empty line; nothing if it has no rows. */
    public void print(String title, PrintStream out) {
        if (rows.size() == 1) {
            return;
        }
        out.println();
        out.println(title);
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            for (List<Object> row : rows) {
                widths[c] = Math.max(widths[c], row.get(c).toString().length());
            }
            numbers[c] = rows.get(1).get(c) instanceof Number;
        }
        for (List<Object> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String cell = row.get(c).toString();
                String space = " ".repeat(widths[c] - cell.length());
                line.append("  ").append(numbers[c] ? space + cell : cell + space);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
