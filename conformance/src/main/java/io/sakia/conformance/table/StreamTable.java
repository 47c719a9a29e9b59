package io.sakia.conformance.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A line of a table of streams: batches in, an operation, batches out, one a second.
 *
 * <pre>{@code
 * stream("one record for each", "DStream.map(Function)")
 *         .ints("[1 2] [] [3]")
 *         .gives("[10 20] [] [30]", numbers -> numbers.map(x -> x * 10))
 * }</pre>
 */
public final class StreamTable {
    private final String name;
    private final Set<String> covers;

    private StreamTable(String name, Set<String> covers) {
        this.name = name;
        this.covers = covers;
    }

    /** Begins a line with what holds and the operations that it is about. */
    public static StreamTable stream(String name, String... covers) {
        return new StreamTable(name, Set.of(covers));
    }

    /** Batches of whole numbers, such as {@code [1 2] [3]}. */
    public One<DStream<Integer>> ints(String batches) {
        return new One<>(this, Input.ints("in", batches));
    }

    /** Batches of words, such as {@code [a b] [c]}. */
    public One<DStream<String>> words(String batches) {
        return new One<>(this, Input.words("in", batches));
    }

    /** Batches of pairs of a word and a whole number, such as {@code [(a,1) (b,2)] [(a,3)]}. */
    public One<PairDStream<String, Integer>> pairs(String batches) {
        return new One<>(this, Input.pairs("in", batches));
    }

    /** A line with one input. */
    public static final class One<A> {
        private final StreamTable table;
        private final Input<?, A> input;

        private One(StreamTable table, Input<?, A> input) {
            this.table = table;
            this.input = input;
        }

        /** Another input, of whole numbers. */
        public Two<A, DStream<Integer>> andInts(String batches) {
            return new Two<>(table, input, Input.ints("other", batches));
        }

        /** Another input, of pairs. */
        public Two<A, PairDStream<String, Integer>> andPairs(String batches) {
            return new Two<>(table, input, Input.pairs("other", batches));
        }

        /** What comes out, the records of each batch in any order. */
        public Case gives(String expected, Function<A, DStream<?>> program) {
            return table.line(List.of(input), expected, false, ssc -> program.apply(input.define(ssc)));
        }

        /** What comes out, the records of each batch in this order. */
        public Case givesInOrder(String expected, Function<A, DStream<?>> program) {
            return table.line(List.of(input), expected, true, ssc -> program.apply(input.define(ssc)));
        }
    }

    /** A line with two inputs. */
    public static final class Two<A, B> {
        private final StreamTable table;
        private final Input<?, A> first;
        private final Input<?, B> second;

        private Two(StreamTable table, Input<?, A> first, Input<?, B> second) {
            this.table = table;
            this.first = first;
            this.second = second;
        }

        /** What comes out, the records of each batch in any order. */
        public Case gives(String expected, BiFunction<A, B, DStream<?>> program) {
            return table.line(
                    List.of(first, second),
                    expected,
                    false,
                    ssc -> program.apply(first.define(ssc), second.define(ssc)));
        }
    }

    private Case line(
            List<Input<?, ?>> inputs,
            String expected,
            boolean ordered,
            Function<StreamingContext, DStream<?>> program) {
        String line = inputs.stream().map(input -> input.text).toList() + " → " + expected;
        return new Case(name + ": " + line, covers, target -> run(target, inputs, expected, ordered, program));
    }

    private static void run(
            Target target,
            List<Input<?, ?>> inputs,
            String expected,
            boolean ordered,
            Function<StreamingContext, DStream<?>> program) {
        try (StreamTester tester = target.tester().build()) {
            Results<Object> out = tester.output("out");
            List<Runnable> feeds = new ArrayList<>();
            inputs.forEach(input -> feeds.add(input.feed(tester)));
            tester.start(ssc -> same(program.apply(ssc)));
            List<Optional<List<String>>> wanted = Notation.batches(expected);
            List<Optional<List<String>>> got = new ArrayList<>();
            for (int batch = 1; batch <= wanted.size(); batch++) {
                feeds.forEach(Runnable::run);
                tester.tick();
                got.add(out.batch(batch).map(Notation::texts));
            }
            assertThat(Notation.text(ordered ? got : Notation.sorted(got)))
                    .as(tester.transcript())
                    .isEqualTo(Notation.text(ordered ? wanted : Notation.sorted(wanted)));
        }
    }

    /** The stream under the name by which the tester finds it, whatever names the program has given. */
    private static <T> void same(DStream<T> stream) {
        stream.transform(rdd -> rdd).named("out");
    }

    /** An input: its batches, and the stream that the program sees. */
    private static final class Input<T, A> {
        private final String name;
        private final String text;
        private final List<List<T>> batches;
        private final Function<DStream<T>, A> view;

        private Input(String name, String text, Function<String, T> record, Function<DStream<T>, A> view) {
            this.name = name;
            this.text = text;
            this.batches = Notation.batches(text).stream()
                    .map(batch -> batch.orElseThrow().stream().map(record).toList())
                    .toList();
            this.view = view;
        }

        static Input<Integer, DStream<Integer>> ints(String name, String text) {
            return new Input<>(name, text, Integer::valueOf, stream -> stream);
        }

        static Input<String, DStream<String>> words(String name, String text) {
            return new Input<>(name, text, word -> word, stream -> stream);
        }

        static Input<Pair<String, Integer>, PairDStream<String, Integer>> pairs(String name, String text) {
            return new Input<>(name, text, Notation::pair, stream -> stream.mapToPair(pair -> pair));
        }

        A define(StreamingContext ssc) {
            return view.apply(ssc.source(new MemorySource<T>(name)));
        }

        /** Adds one batch after the other, each time that it is run. */
        Runnable feed(StreamTester tester) {
            MemorySource<T> source = tester.input(name);
            List<List<T>> left = new ArrayList<>(batches);
            return () -> {
                if (!left.isEmpty()) {
                    source.addAll(left.remove(0));
                }
            };
        }
    }
}
