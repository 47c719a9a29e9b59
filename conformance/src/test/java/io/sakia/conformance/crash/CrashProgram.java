package io.sakia.conformance.crash;

import static io.sakia.streaming.error.ErrorPolicy.deadLetter;
import static io.sakia.streaming.error.ErrorPolicy.skip;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.streaming.DStream;
import io.sakia.streaming.MapWithStateDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.time.Durations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The programs that are crashed. */
enum CrashProgram {
    COUNTS {
        @Override
        void define(World world) {
            world.to(pairs(world.words()).reduceByKey(Long::sum, world.partitions()), "counts");
        }
    },
    RUNNING_TOTALS(true) {
        @Override
        void define(World world) {
            world.to(totals(pairs(world.words()), world), "totals");
        }
    },
    WINDOWS {
        @Override
        void define(World world) {
            DStream<String> words = world.words();
            PairDStream<String, Long> ones = pairs(words);
            world.to(
                    ones.reduceByKeyAndWindow(Long::sum, Durations.seconds(5), Durations.seconds(2))
                            .named("stacked sums"),
                    "stacked");
            world.to(
                    ones.reduceByKeyAndWindow(
                                    Long::sum, (total, old) -> total - old, Durations.seconds(4), Durations.seconds(1))
                            .named("running sums"),
                    "running");
            world.to(words.window(Durations.seconds(3), Durations.seconds(1)), "raw");
        }
    },
    STATE_WITH_TIMEOUT {
        @Override
        void define(World world) {
            DStream<String> seen = pairs(world.words()).mapWithState(visits()).named("seen");
            world.to(seen, "seen");
            world.to(seen.window(Durations.seconds(3), Durations.seconds(1)), "lately");
        }
    },
    SNAPSHOTS(true) {
        @Override
        void define(World world) {
            MapWithStateDStream<String, Long, Long, String> seen = pairs(world.words())
                    .mapWithState(visits().initialState(world.context()
                            .sakiaContext()
                            .parallelizePairs(List.of(Pair.of("w1", 100L), Pair.of("x", 5L)))))
                    .named("seen");
            world.to(seen, "seen");
            world.to(seen.stateSnapshots(), "snapshots");
        }
    },
    JOIN_AND_TWO_SINKS {
        @Override
        void define(World world) {
            PairDStream<String, Long> ones = pairs(world.words());
            PairDStream<String, Long> counts = ones.reduceByKey(Long::sum, world.partitions());
            world.to(counts.join(totals(ones, world), world.partitions()), "joined");
            world.to(counts, "counts");
        }
    },
    TWO_SOURCES {
        @Override
        void define(World world) {
            PairDStream<String, Long> words = pairs(world.words()).reduceByKey(Long::sum, world.partitions());
            PairDStream<String, Long> others = totals(pairs(world.others()), world);
            world.to(words.leftOuterJoin(others, world.partitions()), "joined");
            world.to(world.words("more").union(world.others("others again")), "all");
        }
    },
    ACCUMULATORS {
        @Override
        void define(World world) {
            Accumulator<Long, Long> onDriver = world.accumulator("on the driver");
            Accumulator<Long, Long> inTasks = world.accumulator("in tasks");
            DStream<String> words = world.words();
            words.foreachRDD(rdd -> onDriver.add(rdd.count()));
            world.to(
                    words.map(word -> {
                        inTasks.add(1L);
                        return word;
                    }),
                    "copies");
        }
    },
    EVENT_TIME {
        @Override
        void define(World world) {
            DStream<Long> numbers = world.words()
                    .mapToPair(word -> Pair.of("all", 1L))
                    .mapWithState(Long.class, (all, one, count) -> {
                        count.update(count.getOption().orElse(0L) + 1);
                        return count.get();
                    })
                    .named("numbers");
            DStream<String> due = numbers.eventTime(
                            EventTime.<Long>ofMillis(number -> 250 * number).lateness(Durations.milliseconds(600)))
                    .mapToPair(number -> Pair.of("k" + number % 3, number))
                    .mapWithState(
                            Long.class,
                            (key, number, sum) -> {
                                sum.update(sum.getOption().orElse(0L) + number);
                                sum.setEventTimer(Instant.ofEpochMilli(250 * number / 1000 * 1000 + 1000));
                                return List.<String>of();
                            },
                            (key, timer, sum) ->
                                    List.of(key + " " + timer.time().toEpochMilli()))
                    .named("due");
            world.to(due, "due");
        }
    },
    FAILING_SINK(true) {
        @Override
        void define(World world) {
            PairDStream<String, Long> totals = totals(pairs(world.words()), world);
            world.to(totals, "first");
            world.toFailing(totals, "second");
            world.to(totals, "third");
        }
    },
    DEAD_LETTERS {
        @Override
        void define(World world) {
            DStream<String> good = world.words()
                    .map(word -> refused(word, "w3"))
                    .onError(deadLetter().atMost(1))
                    .named("not w3");
            world.to(good, "good");
            world.to(good.window(Durations.seconds(3), Durations.seconds(1)), "lately");
            world.to(
                    pairs(good)
                            .mapWithState(Long.class, CrashProgram::everyThird)
                            .onError(deadLetter().atMost(1))
                            .named("thirds"),
                    "thirds");
            world.to(
                    pairs(good.map(word -> refused(word, "w5")).onError(skip().atMost(1)))
                            .reduceByKey(CrashProgram::atMostOnce, world.partitions())
                            .onError(deadLetter().atMost(1))
                            .named("once"),
                    "once");
            DStream<String> letters = world.context()
                    .deadLetters()
                    .map(letter -> letter.operator() + " " + letter.record() + " "
                            + letter.cause().message());
            world.to(letters, "letters");
            world.to(
                    pairs(letters)
                            .mapWithState(Long.class, (letter, one, state) -> {
                                state.update(state.getOption().orElse(0L) + one);
                                return letter + " " + state.get();
                            })
                            .named("counted"),
                    "counted");
        }
    },
    CHANCE {
        @Override
        void define(World world) {
            DStream<String> drawn = pairs(world.words())
                    .mapWithState(StateSpec.<String, Long, Long, String>function((word, one, state) -> {
                        long drawing = ThreadLocalRandom.current().nextLong(1_000_000);
                        long total = state.getOption().orElse(0L) + drawing;
                        state.update(total);
                        return word + " " + drawing + " " + total;
                    }))
                    .named("drawn");
            world.to(drawn, "drawn");
            world.to(drawn.window(Durations.seconds(3), Durations.seconds(1)), "lately");
        }

        @Override
        boolean isTheSameEachTime() {
            return false;
        }

        @Override
        String difference(Output expected, Output found, Output.View view) {
            return Drawings.difference(expected, found);
        }
    };

    private final boolean repeats;

    CrashProgram() {
        this(false);
    }

    /** One that {@code repeats} puts its states out again in a batch without data. */
    CrashProgram(boolean repeats) {
        this.repeats = repeats;
    }

    abstract void define(World world);

    /** Whether a batch that runs again puts the same out. */
    boolean isTheSameEachTime() {
        return true;
    }

    /** How what was found differs from what an undisturbed life puts out; empty if it does not. */
    String difference(Output expected, Output found, Output.View view) {
        return expected.as(view, repeats).difference(found.as(view, repeats));
    }

    private static String refused(String word, String bad) {
        if (word.equals(bad)) {
            throw new IllegalArgumentException(word + " is refused");
        }
        return word;
    }

    private static String everyThird(String word, Long one, State<Long> state) {
        long total = state.getOption().orElse(0L) + one;
        state.update(total);
        if (total == 3) {
            state.remove();
            throw new IllegalStateException("three of " + word);
        }
        return word + " " + total;
    }

    private static Long atMostOnce(Long total, Long one) {
        throw new IllegalStateException("there is one already");
    }

    private static PairDStream<String, Long> pairs(DStream<String> words) {
        return words.mapToPair(word -> Pair.of(word, 1L));
    }

    private static PairDStream<String, Long> totals(PairDStream<String, Long> ones, World world) {
        return ones.updateStateByKey(CrashProgram::add, world.partitions()).named("totals");
    }

    private static Optional<Long> add(List<Long> ones, Optional<Long> total) {
        return Optional.of(
                total.orElse(0L) + ones.stream().mapToLong(one -> one).sum());
    }

    private static StateSpec<String, Long, Long, String> visits() {
        return StateSpec.<String, Long, Long, String>function((word, one, state) -> {
                    if (state.isTimingOut()) {
                        return word + " gone after " + state.get();
                    }
                    long total = state.getOption().orElse(0L) + one.orElse(0L);
                    state.update(total);
                    return word + " " + total;
                })
                .timeout(Durations.seconds(3));
    }
}
