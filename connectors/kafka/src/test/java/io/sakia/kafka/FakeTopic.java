package io.sakia.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A topic that is made up, with transactions that fail as a script wants: before they do a thing, or after it, so that nobody knows. */
final class FakeTopic {
    /** What readers of committed records see. */
    final List<String> committed = new ArrayList<>();

    long mark = Transactions.NO_MARK;
    int transactions;
    private int owner;

    /** Goes wrong at some steps, by throwing. */
    interface Script {
        /**
         * A step of a transaction.
         *
         * @param done whether its effect is there
         */
        void step(String what, boolean done);
    }

    /** Nothing goes wrong. */
    static Script smooth() {
        return (what, done) -> {};
    }

    /** One step in so many goes wrong. */
    static Script rough(SplittableRandom random, int one) {
        return (what, done) -> {
            if (random.nextInt(one) == 0) {
                throw new TimeoutException(what + (done ? " was done, but who knows" : " was not done"));
            }
        };
    }

    /** One thing goes wrong, once. */
    static Script once(String what, boolean done, RuntimeException failure) {
        return new Script() {
            private boolean thrown;

            @Override
            public void step(String step, boolean isDone) {
                if (!thrown && step.equals(what) && isDone == done) {
                    thrown = true;
                    throw failure;
                }
            }
        };
    }

    Transactions open(Script script) {
        return new Transactions() {
            private int me = -1;
            private @Nullable List<String> sent;

            private void check() {
                if (me != owner) {
                    throw new ProducerFencedException("there is a newer producer with this id");
                }
            }

            @Override
            public long recover() {
                script.step("recover", false);
                me = ++owner;
                sent = null;
                script.step("recover", true);
                return mark;
            }

            @Override
            public void begin() {
                script.step("begin", false);
                sent = new ArrayList<>();
            }

            @Override
            public void send(ProducerRecord<byte[], byte[]> record) {
                script.step("send", false);
                check();
                open().add(new String(record.value(), StandardCharsets.UTF_8));
            }

            @Override
            public void commit(long epoch) {
                script.step("commit", false);
                check();
                committed.addAll(open());
                mark = epoch;
                transactions++;
                sent = null;
                script.step("commit", true);
            }

            private List<String> open() {
                if (sent == null) {
                    throw new IllegalStateException("no transaction is open");
                }
                return sent;
            }

            @Override
            public void close() {}
        };
    }
}
