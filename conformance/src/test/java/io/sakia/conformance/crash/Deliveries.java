package io.sakia.conformance.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a sender has handed to a receiver, over all lives: every record once, and whether it was acknowledged. Thread-safe. */
final class Deliveries {
    private final Set<String> sent = new LinkedHashSet<>();
    private final Set<String> acknowledged = new LinkedHashSet<>();

    /** So many new records. */
    synchronized List<String> next(int count) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String record = "r" + sent.size();
            sent.add(record);
            records.add(record);
        }
        return records;
    }

    synchronized void acknowledge(List<String> records) {
        acknowledged.addAll(records);
    }

    synchronized int acknowledged() {
        return acknowledged.size();
    }

    /** What is wrong with what came out; empty if every acknowledged record came once, and every other one at most once. */
    synchronized String wrong(List<String> delivered) {
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String record : delivered) {
            if (!seen.add(record)) {
                wrong.add(record + " came twice");
            }
            if (!sent.contains(record)) {
                wrong.add(record + " was never sent");
            }
        }
        for (String record : acknowledged) {
            if (!seen.contains(record)) {
                wrong.add(record + " was acknowledged and is lost");
            }
        }
        return String.join(", ", wrong);
    }
}
