package io.sakia.conformance.program;

import java.io.Serializable;
import java.time.DayOfWeek;

/** A type of keys: gives the key of a number. */
@FunctionalInterface
interface Keys<K extends Comparable<K>> extends Serializable {
    /** How many different keys a program has. */
    int MOST = 7;

    /** The key of a number from 0 to before {@link #MOST}. */
    K of(int number);

    /** Whole numbers. */
    static Keys<Integer> integers() {
        return number -> number;
    }

    /** Whole numbers of all sizes, on both sides of 0. */
    static Keys<Long> longs() {
        return number -> (number - 3) * 0x1234_5678_9ABL;
    }

    /** Texts. */
    static Keys<String> texts() {
        return number -> "key " + number;
    }

    /** Constants, whose hash codes differ from run to run. */
    static Keys<DayOfWeek> days() {
        return number -> DayOfWeek.of(number + 1);
    }

    /** Records. */
    static Keys<Place> places() {
        return number -> new Place("row " + number % 2, number);
    }

    /** A record as a key. */
    record Place(String row, int seat) implements Comparable<Place>, Serializable {
        @Override
        public int compareTo(Place other) {
            int rows = row.compareTo(other.row);
            return rows != 0 ? rows : Integer.compare(seat, other.seat);
        }
    }
}
