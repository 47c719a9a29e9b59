package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static io.sakia.streaming.error.ErrorPolicy.deadLetter;
import static io.sakia.streaming.error.ErrorPolicy.fail;
import static io.sakia.streaming.error.ErrorPolicy.skip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.OutputTag;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.Rule;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.error.DeadLetter;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.error.Rejection;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.state.State;
import io.sakia.streaming.state.StateSpec;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What becomes of records on which a function fails: left out, dead letters, and how much of it is too much. */
public final class BadRecords {
    private static final OutputTag<Integer> ODD = OutputTag.of("odd");

    private BadRecords() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(leftOut());
        cases.addAll(letters());
        cases.addAll(limits());
        cases.addAll(refused());
        return cases;
    }

    private static List<Case> leftOut() {
        return List.of(
                stream("map leaves out what it fails on", "DStream.onError(ErrorPolicy)")
                        .words("[1 x 3] [] [y] [4]")
                        .gives(
                                "[1 3] [] [] [4]",
                                words -> words.map(Integer::valueOf).onError(any(skip()))),
                stream("so does mapToPair, with what stands below it", "PairDStream.onError(ErrorPolicy)")
                        .words("[1 x 1] [x]")
                        .gives(
                                "[(1,2)] []",
                                words -> words.mapToPair(word -> Pair.of(Integer.valueOf(word), 1L))
                                        .onError(any(skip()))
                                        .reduceByKey(Long::sum)),
                stream("so does mapToDouble", "DoubleDStream.onError(ErrorPolicy)")
                        .words("[1 x 3] [x]")
                        .gives(
                                "[1.0 3.0] []",
                                words -> words.mapToDouble(Double::valueOf)
                                        .onError(any(skip()))
                                        .map(x -> x)),
                stream("a filter leaves out what it fails on")
                        .words("[1 x 30] [x]")
                        .gives(
                                "[30] []",
                                words -> words.filter(word -> Integer.parseInt(word) > 2)
                                        .onError(any(skip()))),
                stream("a flatMap that fails half-way gives nothing for its record")
                        .words("[1,2 3,x,4 5] [x]")
                        .gives(
                                "[1 2 5] []",
                                words -> words.flatMap(BadRecords::lazily).onError(any(skip()))),
                stream("so do functions of values, and the keys stay where they are")
                        .words("[1 x 1] [2]")
                        .gives(
                                "[(1,10) (1,10)] [(2,20)]",
                                words -> words.mapToPair(word -> Pair.of(word, word))
                                        .mapValues(word -> Integer.parseInt(word) * 10)
                                        .onError(any(skip()))),
                stream("and flatMapValues")
                        .words("[1 x] [2]")
                        .gives(
                                "[(1,1) (1,2)] [(2,2) (2,3)]",
                                words -> words.mapToPair(word -> Pair.of(word, word))
                                        .flatMapValues(
                                                word -> List.of(Integer.parseInt(word), Integer.parseInt(word) + 1))
                                        .onError(any(skip()))),
                stream("what process sends before it fails goes nowhere", "ProcessedDStream.onError(ErrorPolicy)")
                        .words("[2 x 3] [x]")
                        .gives("[2 2 3] []", words -> {
                            var numbers = words.<Integer>process(
                                            (word, out) -> {
                                                if (word.equals("x")) {
                                                    out.emit(1);
                                                    out.emit(ODD, 1);
                                                }
                                                out.emit(2);
                                                if (Integer.parseInt(word) % 2 == 1) {
                                                    out.emit(ODD, Integer.valueOf(word));
                                                }
                                            },
                                            ODD)
                                    .onError(any(skip()));
                            return numbers.union(numbers.side(ODD));
                        }),
                stream("a record on which a rule fails is neither valid nor invalid")
                        .words("[1 x -3] [x]")
                        .gives("[1 bad-3] []", words -> {
                            var checked = words.validate(Rule.of("negative", word -> Integer.parseInt(word) > 0))
                                    .onError(any(skip()));
                            return checked.valid().union(checked.invalid().map(its -> "bad" + its.record()));
                        }),
                stream("a record for which a function gives null is one on which it fails")
                        .words("[1 x 3]")
                        .gives("[1 3]", words -> words.map(BadRecords::orNull).onError(any(skip()))),
                stream("a fold leaves out the values that it fails on")
                        .pairs("[(a,1) (a,-1) (a,2) (b,-1)] [(a,-1)] [(c,3) (c,-1)]")
                        .gives(
                                "[(a,3) (b,-1)] [(a,-1)] [(c,3)]",
                                pairs -> pairs.reduceByKey(BadRecords::positive).onError(any(skip()))),
                stream("and a key of which it takes none")
                        .pairs("[(a,1) (a,-1) (a,2) (b,-1)] [(a,-1)] [(c,3) (c,-1)]")
                        .gives(
                                "[(a,3)] [] [(c,3)]",
                                pairs -> pairs.aggregateByKey(Aggregate.of(
                                                () -> 0, BadRecords::positive, Integer::sum, total -> total))
                                        .onError(any(skip()))),
                stream(
                                "a state is as before the pair on which its function fails",
                                "MapWithStateDStream.onError(ErrorPolicy)")
                        .pairs("[(a,1) (a,-1) (b,-1)] [(a,5) (b,2) (b,-2)] [(a,0)]")
                        .gives(
                                "[(a,1)] [(a,6) (b,2)] [(a,6)]",
                                pairs -> pairs.mapWithState(Integer.class, BadRecords::running)
                                        .onError(any(skip()))),
                stream("also of a key that would time out, which did not come with such a pair")
                        .pairs("[(a,1)] [(b,1)] [(a,-1)] [(b,1)] [(c,1)]")
                        .gives(
                                "[(a,1)] [(b,1)] [(a,1)] [(b,2)] [(c,1)]",
                                pairs -> pairs.mapWithState(StateSpec.function(BadRecords::runningOrGone)
                                                .timeout(Seconds.TWO))
                                        .onError(any(skip()))),
                stream("and of updateStateByKey, which puts it out all the same")
                        .pairs("[(a,1) (b,-1)] [(a,-1) (a,2)] [(a,3) (b,1)]")
                        .gives(
                                "[(a,[1])] [(a,[1])] [(a,[1,3]) (b,[1])]",
                                pairs -> pairs.updateStateByKey(BadRecords::gathered)
                                        .onError(any(skip()))),
                stream("what is rejected above a window is rejected once")
                        .words("[1 x] [2 x] [x 3]")
                        .gives(
                                "[1] [1 2] [2 3]",
                                words -> words.map(Integer::valueOf)
                                        .onError(any(deadLetter()))
                                        .window(Seconds.TWO)));
    }

    private static List<Case> letters() {
        return List.of(
                scenario(
                        "dead letters come in their batch, with what is known of them",
                        BadRecords::tells,
                        "StreamingContext.deadLetters()"),
                scenario("an operator that is computed twice rejects once", BadRecords::rejectsOnce),
                scenario("a window rejects nothing again", BadRecords::windows),
                scenario("equal ranges are not the same data", BadRecords::equalPartitions),
                scenario("behind a shuffle a letter has its key", BadRecords::behindShuffle),
                scenario("folds and states give letters with their keys", BadRecords::byKey),
                scenario("state and windows over dead letters go on with them", BadRecords::stateOfLetters),
                scenario("listeners are told how many were rejected", BadRecords::figures),
                scenario("each task has a copy of what a guarded function captured", BadRecords::captures),
                scenario("the last policy counts, and fail() is the one there is without any", BadRecords::failsAgain));
    }

    private static List<Case> limits() {
        return List.of(
                scenario("a stream that rejects too great a part ends", BadRecords::tooGreatAPart),
                scenario("a batch that rejects too many ends the stream", BadRecords::tooMany),
                scenario("an error is not the record's fault", BadRecords::errors));
    }

    private static List<Case> refused() {
        return List.of(
                scenario("what calls no function record by record can't reject", BadRecords::refusesWindows),
                scenario("what works on dead letters can't reject", BadRecords::refusesLetters),
                scenario("limits that mean nothing are refused", BadRecords::refusesLimits),
                scenario("what is read only together with dead letters is refused", BadRecords::refusesLate));
    }

    /** A policy without a limit on the part, for batches of a few words. */
    private static ErrorPolicy any(ErrorPolicy policy) {
        return policy.atMost(1);
    }

    /** Numbers that are read as they are asked for, so that the one before a bad one is given first. */
    private static Iterable<Integer> lazily(String numbers) {
        return () -> List.of(numbers.split(",")).stream().map(Integer::valueOf).iterator();
    }

    @SuppressWarnings("NullAway") // what comes of that is what is tested
    private static Integer orNull(String word) {
        return word.equals("x") ? null : Integer.valueOf(word);
    }

    private static int positive(int total, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative");
        }
        return total + value;
    }

    private static Pair<String, Integer> running(String key, int value, State<Integer> state) {
        int total = (state.exists() ? state.get() : 0) + value;
        state.update(total);
        if (value == -1) {
            state.remove();
        }
        if (value < 0) {
            throw new IllegalArgumentException("negative");
        }
        return Pair.of(key, total);
    }

    private static Pair<String, Integer> runningOrGone(String key, Optional<Integer> value, State<Integer> state) {
        return value.isPresent() ? running(key, value.get(), state) : Pair.of(key, state.get());
    }

    private static Optional<List<Integer>> gathered(List<Integer> values, Optional<List<Integer>> state) {
        List<Integer> all = state.orElseGet(ArrayList::new);
        all.addAll(values);
        if (values.contains(-1)) {
            throw new IllegalArgumentException("negative");
        }
        return Optional.of(all);
    }

    private static void tells(Target target) {
        List<List<String>> letters = run(
                target,
                ssc -> words(ssc)
                        .map(Integer::valueOf)
                        .onError(any(deadLetter()))
                        .foreachRDD(rdd -> rdd.count()),
                letter -> letter.batch() + " " + letter.time().clock() + " " + letter.source() + " "
                        + letter.record() + " " + letter.cause() + " "
                        + letter.cause().frames().get(0).contains("NumberFormatException.forInputString") + " "
                        + letter.operator().matches("map at BadRecords.java:\\d+") + " " + letter.key(),
                List.of("1", "x"),
                List.of(),
                List.of("y"));
        String failed = " java.lang.NumberFormatException: For input string: \"";
        assertThat(letters)
                .containsExactly(
                        List.of("1 00:00:01.000 words x" + failed + "x\" true true Optional.empty"),
                        List.of(),
                        List.of("3 00:00:03.000 words y" + failed + "y\" true true Optional.empty"));
    }

    private static void rejectsOnce(Target target) {
        List<List<String>> letters = run(
                target,
                ssc -> {
                    DStream<Integer> numbers = words(ssc).map(Integer::valueOf).onError(any(deadLetter()));
                    numbers.print(1);
                    numbers.foreachRDD(rdd -> rdd.count());
                    numbers.union(numbers.filter(x -> x > 0)).foreachRDD(rdd -> rdd.count());
                    numbers.transform(rdd -> rdd.repartition(1)).foreachRDD(rdd -> rdd.count());
                },
                letter -> (String) letter.record(),
                List.of("1", "x", "2", "x", "y"),
                List.of("z", "3"));
        assertThat(letters).containsExactly(List.of("x", "x", "y"), List.of("z"));
    }

    private static void windows(Target target) {
        List<List<String>> letters = run(
                target,
                ssc -> words(ssc)
                        .map(Integer::valueOf)
                        .onError(any(deadLetter()))
                        .window(Seconds.THREE, Seconds.TWO)
                        .foreachRDD(rdd -> rdd.count()),
                letter -> letter.batch() + "" + letter.record(),
                List.of("1", "a"),
                List.of("b"),
                List.of("c", "3"),
                List.of("4"));
        assertThat(letters).containsExactly(List.of("1a"), List.of("2b"), List.of("3c"), List.of());
    }

    private static void equalPartitions(Target target) {
        List<List<String>> letters = run(
                target,
                ssc -> words(ssc)
                        .transform(rdd -> rdd.context().parallelize(List.of("x", "x"), 2))
                        .map(Integer::valueOf)
                        .onError(any(deadLetter()))
                        .foreachRDD(rdd -> rdd.count()),
                letter -> (String) letter.record(),
                List.of("1"));
        assertThat(letters).containsExactly(List.of("x", "x"));
    }

    private static void behindShuffle(Target target) {
        List<List<String>> letters = run(
                target,
                ssc -> words(ssc)
                        .mapToPair(word -> Pair.of(word, 1))
                        .reduceByKey(Integer::sum, 2)
                        .mapValues(count -> 10 / (count - 2))
                        .onError(any(deadLetter()))
                        .foreachRDD(rdd -> rdd.count()),
                letter -> letter.key().orElse("none") + " " + letter.record() + letter.source(),
                List.of("a", "b", "b"),
                List.of("c"));
        assertThat(letters).containsExactly(List.of("b (b,2)"), List.of());
    }

    private static void byKey(Target target) {
        List<List<String>> letters = run(
                target,
                ssc -> {
                    PairDStream<String, Integer> pairs = words(ssc)
                            .mapToPair(word -> Pair.of(word.substring(0, 1), Integer.valueOf(word.substring(1))));
                    PairDStream<String, Integer> folded = pairs.reduceByKey(BadRecords::positive, 2)
                            .onError(any(deadLetter()))
                            .named("fold");
                    folded.print();
                    folded.union(folded).foreachRDD(rdd -> rdd.count());
                    folded.window(Seconds.TWO).foreachRDD(rdd -> rdd.count());
                    pairs.mapWithState(Integer.class, BadRecords::running)
                            .onError(any(deadLetter()))
                            .named("state")
                            .print();
                },
                letter -> letter.batch() + " " + letter.operator() + " "
                        + letter.key().orElse("none") + " " + letter.record() + " "
                        + letter.cause().message(),
                List.of("a1", "a-1", "a2"),
                List.of("b-5"));
        assertThat(letters)
                .containsExactly(
                        List.of("1 fold a (a,-1) negative", "1 state a (a,-1) negative"),
                        List.of("2 state b (b,-5) negative"));
    }

    private static void stateOfLetters(Target target) {
        List<String> seen = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            Results<Pair<String, Long>> totals = tester.output("totals");
            tester.start(ssc -> {
                ssc.deadLetters()
                        .mapToPair(letter -> Pair.of(letter.cause().type(), 1L))
                        .<Long, Pair<String, Long>>mapWithState(Long.class, (type, one, state) -> {
                            long total = (state.exists() ? state.get() : 0L) + one;
                            state.update(total);
                            return Pair.of(type, total);
                        })
                        .named("totals");
                ssc.deadLetters().window(Seconds.TWO).foreachRDD(rdd -> seen.add("" + rdd.count()));
                words(ssc).map(Integer::valueOf).onError(any(deadLetter())).foreachRDD(rdd -> rdd.count());
            });
            input.add("x", "1", "y");
            tester.tick();
            input.add("2");
            tester.tick();
            input.add("z");
            tester.tick();
            assertThat(totals.all())
                    .containsExactly(
                            Pair.of("java.lang.NumberFormatException", 1L),
                            Pair.of("java.lang.NumberFormatException", 2L),
                            Pair.of("java.lang.NumberFormatException", 3L));
        }
        assertThat(seen).containsExactly("2", "2", "1");
    }

    private static void figures(Target target) {
        List<List<Rejection>> told = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        told.add(batch.rejections());
                    }
                });
                words(ssc)
                        .filter(word -> word.charAt(1) != 'x')
                        .onError(any(skip()))
                        .named("short words")
                        .map(word -> Integer.valueOf(word.substring(1)))
                        .onError(any(deadLetter()))
                        .named("numbers")
                        .foreachRDD(rdd -> rdd.count());
            });
            input.add("a1", "b", "ax", "ay", "c");
            tester.tick();
            input.add("a2");
            tester.tick();
        }
        assertThat(told)
                .containsExactly(
                        List.of(
                                new Rejection("short words", ErrorPolicy.Kind.SKIP, 2),
                                new Rejection("numbers", ErrorPolicy.Kind.DEAD_LETTER, 1)),
                        List.of());
    }

    private static void captures(Target target) {
        int[] calls = {0};
        List<List<String>> letters = run(
                target,
                ssc -> words(ssc)
                        .transform(rdd -> rdd.repartition(1))
                        .map(word -> {
                            calls[0]++;
                            if (calls[0] % 2 == 0) {
                                throw new IllegalStateException("call " + calls[0]);
                            }
                            return word;
                        })
                        .onError(any(deadLetter()))
                        .foreachRDD(rdd -> rdd.count()),
                letter -> letter.cause().message(),
                List.of("a", "b", "c"),
                List.of("d", "e"));
        assertThat(letters).containsExactly(List.of("call 2"), List.of("call 2"));
        assertThat(calls[0]).isZero();
    }

    private static void failsAgain(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> words(ssc)
                    .map(Integer::valueOf)
                    .onError(deadLetter())
                    .onError(fail())
                    .print());
            input.add("x");
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("map at BadRecords.java:")
                    .hasMessageContaining("record x");
        }
    }

    private static void tooGreatAPart(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> words(ssc)
                    .map(Integer::valueOf)
                    .onError(skip().atMost(0.25).over(4))
                    .foreachRDD(rdd -> rdd.count()));
            input.add("x");
            tester.tick(); // fewer than 4
            input.add("1", "2", "3");
            tester.tick(); // 1 of 4
            input.add("4");
            tester.tick(); // none of the last 4
            input.add("y", "z");
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("map at BadRecords.java:")
                    .hasMessageContaining("has rejected 2 of the last 6 records, and may reject 25 % of them")
                    .hasMessageContaining("the last is z: java.lang.NumberFormatException: For input string: \"z\"");
        }
    }

    private static void tooMany(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> words(ssc)
                    .map(Integer::valueOf)
                    .onError(any(deadLetter()).atMostPerBatch(2))
                    .foreachRDD(rdd -> rdd.count()));
            input.add("x", "y");
            tester.tick();
            input.add("1", "x", "y", "z");
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("map at BadRecords.java:")
                    .hasMessageContaining("and may reject 2")
                    .hasMessageContaining("the last is z: java.lang.NumberFormatException: For input string: \"z\"");
        }
    }

    private static void errors(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> words(ssc)
                    .<String>map(word -> {
                        throw new AssertionError("broken");
                    })
                    .onError(any(skip()))
                    .print());
            input.add("x");
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("broken");
        }
    }

    private static void refusesWindows(Target target) {
        refused(
                target,
                ssc -> words(ssc).window(Seconds.TWO).onError(skip()),
                "onError at BadRecords.java:",
                "window at BadRecords.java:",
                "calls no function of yours record by record, so it can't tell a bad record");
        refused(
                target,
                ssc -> words(ssc).mapPartitions(records -> records).onError(skip()),
                "mapPartitions at BadRecords.java:",
                "give onError to the map, filter, flatMap");
        refused(target, ssc -> words(ssc).onError(skip()), "source 'words' at BadRecords.java:");
    }

    private static void refusesLetters(Target target) {
        refused(
                target,
                ssc -> ssc.deadLetters().map(DeadLetter::record).onError(deadLetter()),
                "map at BadRecords.java:",
                "works on dead letters, and what fails there can't be a dead letter again or be left out");
    }

    private static void refusesLimits(Target target) {
        assertThatThrownBy(() -> skip().atMost(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("atMost is a part of the records, from 0 to 1, not 5.0: 5 % is 0.05");
        assertThatThrownBy(() -> skip().over(0)).hasMessage("a part is looked at over 1 record at least, not over 0");
        assertThatThrownBy(() -> skip().atMostPerBatch(-1))
                .hasMessage("a batch can't have -1 rejected records at most");
    }

    private static void refusesLate(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.input("words");
            assertThatThrownBy(() -> tester.start(ssc -> {
                        DStream<String> words = words(ssc).map(word -> word).onError(deadLetter());
                        words.union(ssc.deadLetters().map(DeadLetter::toString)).print();
                    }))
                    .hasMessageContaining("map at BadRecords.java:")
                    .hasMessageContaining("is read only together with deadLetters()");
        }
    }

    private static void refused(Target target, StreamProgram program, String... message) {
        try (StreamTester tester = target.tester().build()) {
            tester.input("words");
            var thrown = assertThatThrownBy(() -> tester.start(program)).isInstanceOf(IllegalArgumentException.class);
            for (String part : message) {
                thrown.hasMessageContaining(part);
            }
        }
    }

    /** The letters of a program, batch by batch. */
    private static List<List<String>> run(
            Target target, StreamProgram program, Function<DeadLetter, String> text, List<?>... batches) {
        List<List<String>> letters = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> {
                ssc.deadLetters()
                        .foreachRDD(rdd ->
                                letters.add(rdd.collect().stream().map(text).toList()));
                program.define(ssc);
            });
            for (List<?> batch : batches) {
                batch.forEach(word -> input.add((String) word));
                tester.tick();
            }
        }
        return letters;
    }

    private static DStream<String> words(StreamingContext ssc) {
        return ssc.source(new MemorySource<String>("words")).named("words");
    }
}
