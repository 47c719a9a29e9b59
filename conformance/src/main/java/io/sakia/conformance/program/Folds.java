package io.sakia.conformance.program;

import io.sakia.HashPartitioner;
import io.sakia.function.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operations that fold the values of each key. */
final class Folds {
    private Folds() {}

    static <K extends Comparable<K>> Map<String, Operation<K>> operations() {
        return Map.of(
                "reduceByKey",
                (one, other, n, m) -> one.list().order().isOfValues()
                        ? new Dataset<>(
                                one.rdd().reduceByKey(Texts::joined, n).mapValues(Texts::cut),
                                one.list().reduceByKey(Texts::joined).mapValues(Texts::cut))
                        : new Dataset<>(
                                one.rdd().reduceByKey(new HashPartitioner(n), Texts::larger),
                                one.list().reduceByKey(Texts::larger)),
                "reduceByKey where it is",
                (one, other, n, m) -> new Dataset<>(
                        one.rdd().reduceByKey(Texts::larger), one.list().reduceByKey(Texts::larger)),
                "groupByKey",
                (one, other, n, m) -> {
                    Function<Iterable<String>, String> text = text(one);
                    return new Dataset<>(
                            (m % 2 == 0 ? one.rdd().groupByKey() : one.rdd().groupByKey(n)).mapValues(text),
                            groups(one));
                },
                "aggregateByKey",
                (one, other, n, m) -> new Dataset<>(
                        one.rdd()
                                .aggregateByKey(0, n, (count, value) -> count + m, Integer::sum)
                                .mapValues(String::valueOf),
                        one.list().groupByKey().mapValues(values -> String.valueOf(values.size() * m))),
                "aggregateByKey into lists that change",
                (one, other, n, m) -> {
                    Function<Iterable<String>, String> text = text(one);
                    return new Dataset<>(
                            one.rdd()
                                    .<List<String>>aggregateByKey(new ArrayList<>(), Texts::added, Texts::addedAll)
                                    .mapValues(text::call),
                            groups(one));
                },
                "foldByKey",
                (one, other, n, m) -> new Dataset<>(
                        one.rdd().foldByKey("", n, Texts::larger), one.list().reduceByKey(Texts::larger)),
                "combineByKey",
                (one, other, n, m) -> {
                    Function<Iterable<String>, String> text = text(one);
                    return new Dataset<>(
                            one.rdd()
                                    .combineByKey(
                                            value -> (List<String>) new ArrayList<>(List.of(value)),
                                            Texts::added,
                                            Texts::addedAll,
                                            new HashPartitioner(n),
                                            m % 2 == 0)
                                    .mapValues(text::call),
                            groups(one));
                });
    }

    private static <K extends Comparable<K>> PairList<K, String> groups(Dataset<K> one) {
        boolean ordered = one.list().order().isOfValues();
        return one.list().groupByKey().mapValues(values -> ordered ? Texts.of(values) : Texts.sorted(values));
    }

    /** A group as a text: the values in their order if there is one. */
    private static Function<Iterable<String>, String> text(Dataset<?> one) {
        return one.list().order().isOfValues() ? Texts::of : Texts::sorted;
    }
}
