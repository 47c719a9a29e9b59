package io.sakia.streaming.replay;

import io.sakia.TaskContext;
import io.sakia.connector.Published;
import io.sakia.function.Function;
import io.sakia.streaming.replay.Comparison.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the records of one partition of an output: counts them, shows the first ones, searches for patterns, and compares them with what
 * was published.
 *
 * @param limit how many records are shown at most
 * @param patterns what is searched for in each record as text
 * @param published what to compare with, or null for nothing
 * @param inOrder whether the partition has a part of its own with which it is compared; if not, all lines are taken together
 */
record LookTask<T>(
        int limit, List<Pattern> patterns, @Nullable Published<? super T> published, boolean inOrder)
        implements Function<Iterator<T>, LookTask.Part> {

    /**
     * What was found.
     *
     * @param first the first record that matches each pattern, or null
     */
    record Part(
            long count,
            List<String> shown,
            List<@Nullable String> first,
            @Nullable Difference difference,
            LineDigest.Sum sum)
            implements Serializable {}

    @Override
    public Part call(Iterator<T> records) throws IOException {
        Seen<T> seen = new Seen<>(records, limit, patterns);
        Difference difference = null;
        LineDigest.Sum sum = LineDigest.Sum.NONE;
        Published<? super T> before = published;
        if (before == null) {
            seen.forEachRemaining(record -> {});
        } else if (inOrder) {
            int partition = TaskContext.get().partition();
            try (InputStream content = before.open(partition);
                    ComparingOutput output = new ComparingOutput(content, before.isText())) {
                before.write(seen, output);
                difference = output.end(before.part(partition));
            }
        } else {
            LineDigest digest = new LineDigest();
            before.write(seen, digest);
            sum = digest.sum();
        }
        return new Part(seen.count, seen.shown, seen.first, difference, sum);
    }

    /** Sees the records as they pass by. */
    private static final class Seen<T> implements Iterator<T> {
        private final Iterator<T> records;
        private final int limit;
        private final List<Pattern> patterns;
        private final List<String> shown = new ArrayList<>();
        private final List<@Nullable String> first = new ArrayList<>();
        private long count;

        Seen(Iterator<T> records, int limit, List<Pattern> patterns) {
            this.records = records;
            this.limit = limit;
            this.patterns = patterns;
            patterns.forEach(pattern -> first.add(null));
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public T next() {
            T record = records.next();
            count++;
            if (shown.size() < limit || !patterns.isEmpty()) {
                String text = String.valueOf(record);
                if (shown.size() < limit) {
                    shown.add(text);
                }
                for (int i = 0; i < patterns.size(); i++) {
                    if (first.get(i) == null && patterns.get(i).matcher(text).find()) {
                        first.set(i, text);
                    }
                }
            }
            return record;
        }
    }
}
