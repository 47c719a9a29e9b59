package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Lines;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;
import java.util.function.BiConsumer;

/** Counts words: each thread those of its lines, then those of both that are its own by their hash. */
final class WordLoop implements TwoThreads.Work {
    private final CountedWords[] taken = {new CountedWords(), new CountedWords()};
    private final CountedWords[] merged = {new CountedWords(), new CountedWords()};
    private final BiConsumer<CountedWords, String> counting;

    WordLoop(BiConsumer<CountedWords, String> counting) {
        this.counting = counting;
    }

    @Override
    public void take(long batch, int part) {
        CountedWords words = taken[part];
        long end = Workload.WORD_COUNT.from(batch, part + 1);
        for (long number = Workload.WORD_COUNT.from(batch, part); number < end; number++) {
            counting.accept(words, Lines.line(number));
        }
    }

    @Override
    public Tally put(long batch, int part) {
        CountedWords words = merged[part];
        for (CountedWords counted : taken) {
            counted.drain(part, Workload.PARTS, words::add);
        }
        long[] tally = new long[2];
        words.drain(part, Workload.PARTS, (word, hash, count) -> {
            tally[0]++;
            tally[1] += Hashes.of(hash, count);
        });
        return new Tally(tally[0], tally[1]);
    }
}
