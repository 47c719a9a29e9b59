package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.embedded.spill.Folded;
import io.sakia.embedded.spill.Folder;
import io.sakia.embedded.spill.KeyedBucket;
import io.sakia.embedded.spill.KeyedFold;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Folds by key what was placed already, one input after the other: a fold within a partition, or a cogroup of several inputs. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class FoldOperator extends Operator {
    private final List<Operator> inputs;
    private final Function<Attempt, PairFolder> folders;

    /**
     * A fold.
     *
     * @param folders makes the folder of an attempt; payloads have the number of their input for a tag
     */
    FoldOperator(List<Operator> inputs, Function<Attempt, PairFolder> folders) {
        this.inputs = inputs;
        this.folders = folders;
    }

    @Override
    void push(Attempt attempt, int partition, Link link) {
        PairFolder folder = folders.apply(attempt);
        Folded folded = fold(folder, attempt, partition);
        if (folded instanceof Folded.InMemory inMemory) {
            KeyedBucket bucket = inMemory.bucket();
            for (int i = 0; i < bucket.size; i++) {
                attempt.checkStopped();
                link.push(pair(folder, bucket, i));
            }
        } else if (folded instanceof Folded.OnDisk onDisk) {
            for (Iterator<Object> pairs = new EntryPairs(onDisk.entries(attempt)); pairs.hasNext(); ) {
                attempt.checkStopped();
                link.push(pairs.next());
            }
        }
        folded.close();
    }

    @Override
    Iterator<Object> pull(Attempt attempt, int partition) {
        PairFolder folder = folders.apply(attempt);
        Folded folded = fold(folder, attempt, partition);
        if (folded instanceof Folded.OnDisk onDisk) {
            return new EntryPairs(onDisk.entries(attempt));
        }
        KeyedBucket bucket = ((Folded.InMemory) folded).bucket();
        return new AheadIterator() {
            private int next;

            @Override
            @Nullable
            Object look() {
                attempt.checkStopped();
                return next < bucket.size ? pair(folder, bucket, next++) : null;
            }
        };
    }

    @Override
    void require(BitSet partitions, Requirements found) {
        for (Operator input : inputs) {
            found.need(input, partitions);
        }
    }

    private Folded fold(PairFolder folder, Attempt attempt, int partition) {
        KeyedFold fold = new KeyedFold(folder, attempt.space(), attempt);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).push(attempt, partition, folder.link(fold, i, attempt));
        }
        Folded folded = fold.finish();
        if (!folded.isPetty()) {
            attempt.atEnd(folded::close);
        }
        return folded;
    }

    private static Object pair(Folder folder, KeyedBucket bucket, int position) {
        Object key = bucket.keys.get(position);
        return new Pair<>(key, folder.result(key, bucket.accumulators.get(position)));
    }
}
