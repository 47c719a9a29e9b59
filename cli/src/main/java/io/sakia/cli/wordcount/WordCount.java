package io.sakia.cli.wordcount;

import io.sakia.Pair;
import io.sakia.kafka.Encoder;
import io.sakia.kafka.KafkaSink;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import java.nio.file.Path;

/** The program: it counts the words of an input, and shows or writes each batch's counts, or keeps totals. */
final class WordCount {
    private final Input input;

    WordCount(Input input) {
        this.input = input;
    }

    /** Prints the most frequent words of each batch. */
    void showBatches(StreamingContext ssc) {
        counts(ssc)
                .mapPartitions(Ranking::of)
                .transform(parts -> parts.repartition(1))
                .mapPartitions(Ranking::lines)
                .named("ranking")
                .print(Ranking.SHOWN + 1);
    }

    /** Writes all words of each batch with their counts, as lines {@code word<TAB>count} of {@code folder/batch-TIME/part-*}. */
    void writeBatches(StreamingContext ssc, Path folder) {
        counts(ssc)
                .map(word -> word.key() + "\t" + word.value())
                .saveAsTextFiles(folder.resolve("batch").toString())
                .named("out");
    }

    /** Keeps totals since the start in state, and hands those that a batch has changed to {@code totals}. */
    void keepTotals(StreamingContext ssc, Totals totals) {
        counts(ssc)
                .mapWithState(Long.class, (word, count, state) -> {
                    long total = state.getOption().orElse(0L) + count;
                    state.update(total);
                    return Pair.of(word, total);
                })
                .named("totals")
                .foreachRDD(changed -> totals.put(changed.collect()));
    }

    /** Keeps totals in state, and writes those that a batch has changed to a topic: the word is the key, the total the value. */
    void writeTotals(StreamingContext ssc, TopicAddress topic) {
        counts(ssc)
                .mapWithState(Long.class, (word, count, state) -> {
                    long total = state.getOption().orElse(0L) + count;
                    state.update(total);
                    return Pair.of(word, total);
                })
                .named("totals")
                .to("out", KafkaSink.pairs(topic.servers(), topic.topic(), Encoder.text(), Encoder.text()));
    }

    private PairDStream<String, Long> counts(StreamingContext ssc) {
        return input.lines(ssc)
                .named("lines")
                .flatMap(Words::of)
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum)
                .named("counts");
    }
}
