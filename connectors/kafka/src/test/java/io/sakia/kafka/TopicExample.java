package io.sakia.kafka;

import io.sakia.Pair;
import io.sakia.streaming.StreamingContext;

/** The program on the page about Kafka. */
final class TopicExample {
    private TopicExample() {}

    static void define(StreamingContext ssc, String servers) {
        ssc.source(KafkaSource.topic(servers, "clicks").keys(Decoder.text()).values(Decoder.text()))
                .named("clicks")
                .mapToPair(click -> Pair.of(String.valueOf(click.key()), 1L))
                .mapWithState(Long.class, (user, one, clicks) -> {
                    long total = clicks.getOption().orElse(0L) + one;
                    clicks.update(total);
                    return Pair.of(user, total);
                })
                .named("clicks-per-user")
                .to("totals", KafkaSink.pairs(servers, "clicks-per-user", Encoder.text(), Encoder.text()));
    }
}
