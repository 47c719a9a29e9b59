package io.sakia.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of three columns, as wide as their widest cell that has a neighbour, which fit a terminal of 100 columns where words allow it.
 *
 * <pre>
 *   flatMap 'words'    WordCount.java:14    kept MEMORY_ONLY
 * </pre>
 */
public final class Columns {
    private static final int WIDTH = 100;
    private static final int WIDEST_CELL = 40;
    private static final String GAP = "   ";

    private final List<Line> lines = new ArrayList<>();

    /** A line that is no part of the table, or several. */
    public void heading(String text) {
        lines.add(new Line(text, "", "", 0));
    }

    /** A line of the table; equal ones that follow each other and have no note become one. */
    public void row(String what, String place, String note) {
        Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        if (last != null && last.repeats(what, place, note)) {
            lines.set(lines.size() - 1, new Line(what, place, note, last.times() + 1));
        } else {
            lines.add(new Line(what, place, note, 1));
        }
    }

    /** All lines, without a line end after the last. */
    public String text() {
        int first = 0;
        int second = 0;
        for (Line line : lines) {
            if (line.times() > 0 && !(line.place().isEmpty() && line.note().isEmpty())) {
                first = Math.max(
                        first, line.what().length() <= WIDEST_CELL ? line.what().length() : 0);
                second = Math.max(
                        second,
                        line.place().length() <= WIDEST_CELL ? line.place().length() : 0);
            }
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.times() == 0 ? line.what() : row(line, first, second))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static String row(Line line, int first, int second) {
        String cells = padded(line.what(), first) + GAP + padded(line.place(), second);
        String note = line.times() > 1 ? line.times() + " times" : line.note();
        if (note.isEmpty()) {
            return cells.stripTrailing();
        }
        String whole = cells + GAP + note;
        if (whole.length() <= WIDTH) {
            return whole;
        }
        int indent = Math.max(0, Math.min(first + GAP.length(), WIDTH - note.length()));
        return cells.stripTrailing() + '\n' + " ".repeat(indent) + note;
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(Math.max(0, width - cell.length()));
    }

    /** A line of the table and how often it comes; 0 for a heading. */
    private record Line(String what, String place, String note, int times) {
        boolean repeats(String otherWhat, String otherPlace, String otherNote) {
            return times > 0
                    && note.isEmpty()
                    && otherNote.isEmpty()
                    && !place.isEmpty()
                    && what.equals(otherWhat)
                    && place.equals(otherPlace);
        }
    }
}
