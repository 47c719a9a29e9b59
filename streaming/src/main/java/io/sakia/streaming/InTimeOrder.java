package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects records, each with its time, and gives them in the order of times.
 *
 * @param time gives a record's time, or null to give them as they came
 */
record InTimeOrder<T>(EventTime.@Nullable Millis<T> time) implements Aggregate<T, List<Pair<Long, T>>, List<T>> {
    @Override
    public List<Pair<Long, T>> create() {
        return new ArrayList<>();
    }

    @Override
    public List<Pair<Long, T>> add(List<Pair<Long, T>> records, T record) throws Exception {
        records.add(Pair.of(time == null ? 0L : time.of(record), record));
        return records;
    }

    @Override
    public List<Pair<Long, T>> merge(List<Pair<Long, T>> records, List<Pair<Long, T>> other) {
        records.addAll(other);
        return records;
    }

    @Override
    public List<T> result(List<Pair<Long, T>> records) {
        List<Pair<Long, T>> sorted = new ArrayList<>(records);
        sorted.sort(Comparator.comparing(Pair::key));
        List<T> result = new ArrayList<>(sorted.size());
        sorted.forEach(each -> result.add(each.value()));
        return result;
    }
}
