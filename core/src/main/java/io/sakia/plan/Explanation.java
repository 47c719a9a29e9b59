package io.sakia.plan;

import io.sakia.Partitioner;
import io.sakia.plan.Stages.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as text, cut into stages.
 *
 * <pre>
 *   Stage 1 · 4 partitions
 *     textFile      Visits.java:10
 *     mapToPair     Visits.java:11
 *     └► reduceByKey: by hash into 2, folded before and after
 *
 *   Stage 2 · 2 partitions · the result
 *     reduceByKey   Visits.java:12   ◄ stage 1
 *     map           Visits.java:13
 * </pre>
 */
final class Explanation extends Flow<Plan<?>> {
    private final Stages stages;
    private final Columns columns;
    private final Map<CacheNode<?>, Integer> kept = new HashMap<>();
    private final PlanVisitor<Boolean> ends = new Ends();
    private final PlanVisitor<String> notes = new Notes();
    private int stage;

    private Explanation(Stages stages, Columns columns) {
        super(columns);
        this.stages = stages;
        this.columns = columns;
    }

    static String of(Plan<?> plan) {
        Columns columns = new Columns();
        Explanation explanation = new Explanation(Stages.of(plan), columns);
        explanation.stages.ordered().forEach(explanation::add);
        return columns.text();
    }

    private void add(Stage next) {
        stage = next.number();
        ShuffleNode<?, ?, ?> writes = next.writes();
        columns.heading((stage == 1 ? "" : "\n") + "Stage " + stage + " · "
                + partitions(next.last().partitions()) + (writes == null ? " · the result" : ""));
        print(next.last(), writes);
        if (writes != null) {
            columns.heading("  └► " + operation(writes.origin()) + ": " + moved(writes.spec()));
        }
    }

    @Override
    protected List<? extends Plan<?>> inputs(Plan<?> node) {
        return node.inputs();
    }

    @Override
    protected Origin origin(Plan<?> node) {
        return node.origin();
    }

    @Override
    protected boolean ends(Plan<?> node) {
        return node.accept(ends);
    }

    @Override
    protected String note(Plan<?> node, @Nullable Plan<?> reader) {
        boolean oneOfSeveral = reader != null && reader.inputs().size() > 1 && reader.partitions() != node.partitions();
        return joined(node.accept(notes), oneOfSeveral ? partitions(node.partitions()) : "");
    }

    private static String partitions(int count) {
        return count == 1 ? "1 partition" : count + " partitions";
    }

    private static String moved(ShuffleSpec<?, ?, ?> spec) {
        String folded = spec.mapSide() ? ", folded before and after" : spec.aggregate() == null ? "" : ", folded after";
        return placed(spec.partitioner()) + " into " + spec.partitioner().numPartitions() + folded
                + (spec.order() == null ? "" : ", sorted by key");
    }

    /** A HashPartitioner places by hash, a class BySalesRegion by sales region. */
    private static String placed(Partitioner partitioner) {
        String way = partitioner
                .getClass()
                .getSimpleName()
                .replaceFirst("^By(?=\\p{Lu})", "")
                .replaceFirst("Partitioner$", "")
                .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
                .toLowerCase(Locale.ROOT);
        return way.isEmpty() ? "by a partitioner" : "by " + way;
    }

    /** Whether what a node reads is another stage's, or nothing, or was kept or saved. */
    private final class Ends implements PlanVisitor<Boolean> {
        @Override
        public <T> Boolean source(SourceNode<T> node) {
            return true;
        }

        @Override
        public <I, T> Boolean narrow(NarrowNode<I, T> node) {
            return false;
        }

        @Override
        public <K, V, C> Boolean shuffle(ShuffleNode<K, V, C> node) {
            return true;
        }

        @Override
        public <T> Boolean union(UnionNode<T> node) {
            return false;
        }

        @Override
        public <T> Boolean coalesce(CoalesceNode<T> node) {
            return false;
        }

        @Override
        public <T> Boolean zip(ZipNode<T> node) {
            return false;
        }

        @Override
        public <K> Boolean cogroup(CogroupNode<K> node) {
            return false;
        }

        @Override
        public <T> Boolean cache(CacheNode<T> node) {
            return kept.putIfAbsent(node, stage) != null;
        }

        @Override
        public <T> Boolean checkpoint(CheckpointNode<T> node) {
            return node.isSaved();
        }
    }

    /** What is worth saying of a node besides its operation. */
    private final class Notes implements PlanVisitor<String> {
        @Override
        public <T> String source(SourceNode<T> node) {
            return "";
        }

        @Override
        public <I, T> String narrow(NarrowNode<I, T> node) {
            return node.step() instanceof Step.FoldByKey ? "folded where it lies" : "";
        }

        @Override
        public <K, V, C> String shuffle(ShuffleNode<K, V, C> node) {
            return "◄ stage " + stages.number(node);
        }

        @Override
        public <T> String union(UnionNode<T> node) {
            return node.sideBySide() ? "side by side" : "";
        }

        @Override
        public <T> String coalesce(CoalesceNode<T> node) {
            int all = node.input().partitions();
            boolean part = node.partitions() == 0 ? all > 0 : node.first(node.partitions()) - node.first(0) < all;
            return part
                    ? "only " + node.partitions() + " of " + partitions(all)
                    : partitions(all) + " into " + node.partitions();
        }

        @Override
        public <T> String zip(ZipNode<T> node) {
            return "";
        }

        @Override
        public <K> String cogroup(CogroupNode<K> node) {
            return "";
        }

        @Override
        public <T> String cache(CacheNode<T> node) {
            Integer by = kept.get(node);
            return "kept " + node.level() + (by == null || by == stage ? "" : " by stage " + by);
        }

        @Override
        public <T> String checkpoint(CheckpointNode<T> node) {
            String place = node.place();
            return place == null ? "to be saved" : "saved in " + place;
        }
    }
}
