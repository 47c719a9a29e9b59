package io.sakia.conformance.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A line of a table of RDDs: partitions in, an operation, records out.
 *
 * <pre>{@code
 * rdd("one record for each", "RDD.map(Function)")
 *         .ints("[1 2] [3]")
 *         .givesPartitions("[10 20] [30]", numbers -> numbers.map(x -> x * 10))
 * }</pre>
 */
public final class RddTable {
    private final String name;
    private final Set<String> covers;

    private RddTable(String name, Set<String> covers) {
        this.name = name;
        this.covers = covers;
    }

    /** Begins a line with what holds and the operations that it is about. */
    public static RddTable rdd(String name, String... covers) {
        return new RddTable(name, Set.of(covers));
    }

    /** Partitions of whole numbers, such as {@code [1 2] [3]}. */
    public One<RDD<Integer>> ints(String partitions) {
        return new One<>(this, Input.ints(partitions));
    }

    /** Partitions of words, such as {@code [a b] [c]}. */
    public One<RDD<String>> words(String partitions) {
        return new One<>(this, Input.words(partitions));
    }

    /** Partitions of pairs of a word and a whole number, such as {@code [(a,1) (b,2)] [(a,3)]}. */
    public One<PairRDD<String, Integer>> pairs(String partitions) {
        return new One<>(this, Input.pairs(partitions));
    }

    /** A line with one input. */
    public static final class One<A> {
        private final RddTable table;
        private final Input<A> input;

        private One(RddTable table, Input<A> input) {
            this.table = table;
            this.input = input;
        }

        /** Another input, of whole numbers. */
        public Two<A, RDD<Integer>> andInts(String partitions) {
            return new Two<>(table, input, Input.ints(partitions));
        }

        /** Another input, of pairs. */
        public Two<A, PairRDD<String, Integer>> andPairs(String partitions) {
            return new Two<>(table, input, Input.pairs(partitions));
        }

        /** What comes out, in any order: {@code a b c}. */
        public Case gives(String expected, Function<A, RDD<?>> operation) {
            return table.line(input.text, expected, target -> {
                List<String> got = Notation.texts(
                        operation.apply(input.define(target.context())).collect());
                assertThat(got).containsExactlyInAnyOrderElementsOf(Notation.tokens(expected));
            });
        }

        /** What comes out, in this order: {@code a b c}. */
        public Case givesInOrder(String expected, Function<A, RDD<?>> operation) {
            return table.line(input.text, expected, target -> {
                List<String> got = Notation.texts(
                        operation.apply(input.define(target.context())).collect());
                assertThat(got).containsExactlyElementsOf(Notation.tokens(expected));
            });
        }

        /** What comes out, partition by partition: {@code [a b] [c]}. */
        public Case givesPartitions(String expected, Function<A, RDD<?>> operation) {
            return table.line(input.text, expected, target -> {
                RDD<?> result = operation.apply(input.define(target.context()));
                assertThat(partitions(result)).isEqualTo(expected);
                assertThat(result.getNumPartitions())
                        .isEqualTo(Notation.batches(expected).size());
            });
        }

        /** What an action gives, as text. */
        public Case returns(String expected, Function<A, Object> action) {
            return table.line(
                    input.text,
                    expected,
                    target -> assertThat(Notation.text(action.apply(input.define(target.context()))))
                            .isEqualTo(expected));
        }
    }

    /** A line with two inputs. */
    public static final class Two<A, B> {
        private final RddTable table;
        private final Input<A> first;
        private final Input<B> second;

        private Two(RddTable table, Input<A> first, Input<B> second) {
            this.table = table;
            this.first = first;
            this.second = second;
        }

        /** What comes out, in any order: {@code a b c}. */
        public Case gives(String expected, BiFunction<A, B, RDD<?>> operation) {
            return line(
                    expected,
                    (a, b) -> assertThat(Notation.texts(operation.apply(a, b).collect()))
                            .containsExactlyInAnyOrderElementsOf(Notation.tokens(expected)));
        }

        /** What comes out, partition by partition: {@code [a b] [c]}. */
        public Case givesPartitions(String expected, BiFunction<A, B, RDD<?>> operation) {
            return line(
                    expected,
                    (a, b) -> assertThat(partitions(operation.apply(a, b))).isEqualTo(expected));
        }

        private Case line(String expected, BiConsumer<A, B> check) {
            return table.line(first.text + " and " + second.text, expected, target -> {
                SakiaContext context = target.context();
                check.accept(first.define(context), second.define(context));
            });
        }
    }

    /** The records of each partition, as tables write them. */
    public static <T> String partitions(RDD<T> rdd) {
        List<List<T>> parts = rdd.mapPartitions(RddTable::list).collect();
        return Notation.text(
                parts.stream().map(part -> Optional.of(Notation.texts(part))).toList());
    }

    private static <T> Iterator<List<T>> list(Iterator<T> records) {
        List<T> list = new ArrayList<>();
        records.forEachRemaining(list::add);
        return List.of(list).iterator();
    }

    private Case line(String input, String expected, Case.Body body) {
        return new Case(name + ": " + input + " → " + expected, covers, body);
    }

    /** An input: its partitions, and the RDD that the operation sees. */
    private record Input<A>(String text, Function<SakiaContext, A> make) {
        static Input<RDD<Integer>> ints(String text) {
            return new Input<>(text, context -> rdd(context, text, Integer::valueOf));
        }

        static Input<RDD<String>> words(String text) {
            return new Input<>(text, context -> rdd(context, text, word -> word));
        }

        static Input<PairRDD<String, Integer>> pairs(String text) {
            Function<String, Pair<String, Integer>> record = Notation::pair;
            return new Input<>(text, context -> PairRDD.from(rdd(context, text, record)));
        }

        A define(SakiaContext context) {
            return make.apply(context);
        }

        private static <T> RDD<T> rdd(SakiaContext context, String text, Function<String, T> record) {
            RDD<T> all = null;
            for (Optional<List<String>> batch : Notation.batches(text)) {
                RDD<T> part = context.parallelize(
                        batch.orElseThrow().stream().map(record).toList(), 1);
                all = all == null ? part : all.union(part);
            }
            return all == null ? context.parallelize(List.<T>of(), 1) : all;
        }
    }
}
