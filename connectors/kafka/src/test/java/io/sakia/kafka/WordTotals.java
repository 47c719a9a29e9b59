package io.sakia.kafka;

import io.sakia.Pair;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;

/** A program of its own, to be killed: for each word of a topic, the how many-th it is goes to another one. */
final class WordTotals {
    private WordTotals() {}

    /**
     * Runs it.
     *
     * @param args brokers, the topic that is read, the one that is written, the checkpoint, and after what silence to end, or nothing
     */
    public static void main(String[] args) throws Exception {
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .setAppName("totals")
                .set("sakia.checkpoint.dir", args[3])
                .set("sakia.checkpoint.durability", "process");
        if (args.length > 4) {
            conf.set("sakia.streaming.untilIdle", args[4]);
        }
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.source(KafkaSource.topic(args[0], args[1])
                            .values(Decoder.text())
                            .group("totals"))
                    .named("words")
                    .mapToPair(record -> Pair.of(String.valueOf(record.value()), 1L))
                    .mapWithState(Long.class, (word, one, total) -> {
                        long now = total.getOption().orElse(0L) + one;
                        total.update(now);
                        return Pair.of(word, now);
                    })
                    .named("totals")
                    .to("out", KafkaSink.pairs(args[0], args[2], Encoder.text(), Encoder.text()));
            ssc.start();
            ssc.awaitTermination();
        }
    }
}
