package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.connector.Reader;
import io.sakia.plan.CacheNode;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.CoalesceNode;
import io.sakia.plan.CogroupNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Plan;
import io.sakia.plan.PlanVisitor;
import io.sakia.plan.ShuffleNode;
import io.sakia.plan.ShuffleSpec;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import io.sakia.plan.UnionNode;
import io.sakia.plan.ZipNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says what a plan means: computes each node as lists, in one thread, with no stage, no task and no shortcut. */
final class Reference implements PlanVisitor<List<List<Object>>> {
    private final Map<Plan<?>, List<List<Object>>> known = new IdentityHashMap<>();

    @SuppressWarnings("unchecked")
    <T> List<List<T>> partitions(Plan<T> plan) {
        return (List<List<T>>) (List<?>) of(plan);
    }

    private List<List<Object>> of(Plan<?> plan) {
        List<List<Object>> partitions = known.get(plan);
        if (partitions == null) {
            partitions = plan.accept(this);
            known.put(plan, partitions);
        }
        return partitions;
    }

    @Override
    public <T> List<List<Object>> source(SourceNode<T> node) {
        List<List<Object>> partitions = new ArrayList<>();
        for (int i = 0; i < node.partitions(); i++) {
            List<Object> records = new ArrayList<>();
            try (Reader<T> reader = node.reader().open(node.range(i))) {
                for (T record; (record = reader.read()) != null; ) {
                    records.add(record);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            partitions.add(records);
        }
        return partitions;
    }

    @Override
    public <I, T> List<List<Object>> narrow(NarrowNode<I, T> node) {
        List<List<Object>> partitions = new ArrayList<>();
        for (List<I> records : partitions(node.input())) {
            try {
                partitions.add(step(node.step(), partitions.size(), records));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return partitions;
    }

    @SuppressWarnings("unchecked")
    private static <I, T> List<Object> step(Step<I, T> step, int partition, List<I> records) throws Exception {
        List<Object> results = new ArrayList<>();
        if (step instanceof Step.MapPartitions<I, T> all) {
            all.function().get().call(partition, records.iterator()).forEachRemaining(results::add);
            return results;
        }
        if ((Step<?, ?>) step instanceof Step.FoldByKey<?, ?, ?> fold) {
            return fold(fold, records);
        }
        for (I record : records) {
            if (step instanceof Step.Map<I, T> map) {
                results.add(map.function().get().call(record));
            } else if ((Step<?, ?>) step instanceof Step.Filter<?> filter) {
                if (((Step.Filter<I>) filter).function().get().call(record)) {
                    results.add(record);
                }
            } else if (step instanceof Step.FlatMap<I, T> flatMap) {
                flatMap.function().get().call(record).forEach(results::add);
            }
        }
        return results;
    }

    @SuppressWarnings("unchecked") // a fold's records are pairs
    private static <K, V, C> List<Object> fold(Step.FoldByKey<K, V, C> step, List<?> records) throws Exception {
        List<Object> results = new ArrayList<>();
        fold(step.aggregate().get(), List.of((List<Pair<K, V>>) records), false)
                .forEach((key, value) -> results.add(Pair.of(key, value)));
        return results;
    }

    @Override
    public <K> List<List<Object>> cogroup(CogroupNode<K> node) {
        List<List<Object>> partitions = new ArrayList<>();
        for (int partition = 0; partition < node.partitions(); partition++) {
            Map<Object, List<List<Object>>> groups = new LinkedHashMap<>();
            for (int input = 0; input < node.inputs().size(); input++) {
                for (Object record : of(node.inputs().get(input)).get(partition)) {
                    Pair<?, ?> pair = (Pair<?, ?>) record;
                    groups.computeIfAbsent(
                                    pair.key(),
                                    key -> Stream.<List<Object>>generate(ArrayList::new)
                                            .limit(node.inputs().size())
                                            .toList())
                            .get(input)
                            .add(pair.value());
                }
            }
            List<Object> pairs = new ArrayList<>();
            groups.forEach((key, lists) -> pairs.add(Pair.of(key, lists)));
            partitions.add(pairs);
        }
        return partitions;
    }

    @Override
    public <T> List<List<Object>> checkpoint(CheckpointNode<T> node) {
        return of(node.current());
    }

    @Override
    public <K, V, C> List<List<Object>> shuffle(ShuffleNode<K, V, C> node) {
        ShuffleSpec<K, V, C> spec = node.spec();
        Partitioner partitioner = spec.partitioner();
        List<List<Object>> partitions = new ArrayList<>();
        for (int i = 0; i < node.partitions(); i++) {
            List<List<Pair<K, V>>> parts = new ArrayList<>();
            for (List<Pair<K, V>> input : partitions(node.input())) {
                int mine = i;
                parts.add(input.stream()
                        .filter(pair -> partitioner.getPartition(pair.key()) == mine)
                        .toList());
            }
            partitions.add(merge(spec, parts));
        }
        return partitions;
    }

    private static <K, V, C> List<Object> merge(ShuffleSpec<K, V, C> spec, List<List<Pair<K, V>>> parts) {
        List<Pair<K, ?>> pairs = new ArrayList<>();
        if (spec.aggregate() == null) {
            parts.forEach(pairs::addAll);
        } else {
            try {
                fold(spec.aggregate().get(), parts, spec.mapSide())
                        .forEach((key, value) -> pairs.add(Pair.of(key, value)));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        if (spec.order() != null) {
            Comparator<? super K> order = spec.order().get();
            pairs.sort((a, b) -> order.compare(a.key(), b.key()));
        }
        return new ArrayList<>(pairs);
    }

    private static <K, V, A, C> Map<K, C> fold(
            Aggregate<V, A, C> aggregate, List<List<Pair<K, V>>> parts, boolean mapSide) throws Exception {
        Map<K, A> total = new LinkedHashMap<>();
        for (List<Pair<K, V>> part : parts) {
            Map<K, A> folded = mapSide ? new LinkedHashMap<>() : total;
            for (Pair<K, V> pair : part) {
                A before = folded.containsKey(pair.key()) ? folded.get(pair.key()) : aggregate.create();
                folded.put(pair.key(), aggregate.add(before, pair.value()));
            }
            if (mapSide) {
                for (Map.Entry<K, A> entry : folded.entrySet()) {
                    A merged = total.containsKey(entry.getKey())
                            ? aggregate.merge(total.get(entry.getKey()), entry.getValue())
                            : entry.getValue();
                    total.put(entry.getKey(), merged);
                }
            }
        }
        Map<K, C> results = new LinkedHashMap<>();
        for (Map.Entry<K, A> entry : total.entrySet()) {
            results.put(entry.getKey(), aggregate.result(entry.getValue()));
        }
        return results;
    }

    @Override
    public <T> List<List<Object>> union(UnionNode<T> node) {
        List<List<Object>> partitions = new ArrayList<>();
        if (!node.sideBySide()) {
            node.parts().forEach(part -> partitions.addAll(of(part)));
            return partitions;
        }
        for (int i = 0; i < node.partitions(); i++) {
            List<Object> records = new ArrayList<>();
            for (Plan<T> part : node.parts()) {
                records.addAll(of(part).get(i));
            }
            partitions.add(records);
        }
        return partitions;
    }

    @Override
    public <T> List<List<Object>> coalesce(CoalesceNode<T> node) {
        List<List<Object>> partitions = new ArrayList<>();
        for (int i = 0; i < node.partitions(); i++) {
            List<Object> records = new ArrayList<>();
            of(node.input()).subList(node.first(i), node.first(i + 1)).forEach(records::addAll);
            partitions.add(records);
        }
        return partitions;
    }

    @Override
    public <T> List<List<Object>> zip(ZipNode<T> node) {
        List<List<Object>> partitions = new ArrayList<>();
        for (int i = 0; i < node.partitions(); i++) {
            List<Iterator<?>> iterators = new ArrayList<>();
            for (Plan<?> input : node.inputs()) {
                iterators.add(of(input).get(i).iterator());
            }
            List<Object> records = new ArrayList<>();
            try {
                node.function().get().call(iterators).forEachRemaining(records::add);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            partitions.add(records);
        }
        return partitions;
    }

    @Override
    public <T> List<List<Object>> cache(CacheNode<T> node) {
        return of(node.input());
    }
}
