package io.sakia.streaming;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.PairFunction;
import io.sakia.StorageLevel;
import io.sakia.connector.EventTime;
import io.sakia.connector.Sink;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.PartFormat;
import io.sakia.connector.object.ObjectFormat;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.function.DoubleFunction;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.function.Function2;
import io.sakia.function.Function3;
import io.sakia.function.TaskFunction;
import io.sakia.function.VoidFunction;
import io.sakia.function.VoidFunction2;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.plan.UserApi;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.graph.EventTimeOperator;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import io.sakia.streaming.graph.Totals;
import io.sakia.streaming.graph.WindowOperator;
import io.sakia.streaming.graph.WindowSpec;
import io.sakia.streaming.output.ForeachOutput;
import io.sakia.streaming.output.PrintOutput;
import io.sakia.streaming.output.SinkOutput;
import io.sakia.streaming.time.Time;
import io.sakia.streaming.window.WindowsOn;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * A discretised stream: a stream cut into small batches, each an {@link RDD} (Zaharia et al., SOSP 2013). Operations define what happens
 * to every batch; nothing runs before {@link StreamingContext#start}.
 *
 * <p>Examples show one bracket a batch: {@code [1, 2] [3]} is a batch of two records and one of one.
 *
 * @param <T> the records; never null
 */
@UserApi
public class DStream<T> {
    private final StreamingContext context;
    private final Operator<T> made;
    private Operator<T> operator;

    DStream(StreamingContext context, Operator<T> operator) {
        this.context = context;
        this.made = context.defined(operator);
        this.operator = made;
    }

    /** The context that this stream belongs to. */
    public final StreamingContext context() {
        return context;
    }

    /** How often this stream puts out: the slide of the nearest window above, or the batch interval; zero where that is not fixed. */
    public final Duration slideDuration() {
        return Duration.ofMillis(operator.slide());
    }

    /**
     * Names the operator that made this stream, and with it its state. A name is unique in its program. Gives this stream.
     *
     * <pre>{@code clicks.updateStateByKey(…).named("clicks-per-user")}</pre>
     */
    public DStream<T> named(String name) {
        made.name(context.named(name));
        return this;
    }

    /**
     * Says what becomes of a record on which the function of the operator that made this stream fails: by default the batch fails, and the
     * stream ends. Gives this stream.
     *
     * <pre>{@code
     * lines.map(Integer::valueOf).onError(deadLetter()) // [1, x] [3] gives [1] [3]; x goes to ssc.deadLetters()
     * lines.map(Integer::valueOf).onError(skip())       // likewise, and x is only counted
     * }</pre>
     *
     * <p>What a function threw on a record is meant, and a function that gave null; an {@link Error} still fails the batch. Of a record that
     * {@code flatMap} or {@code process} rejects nothing goes on, also not what it gave before it failed. A stream that rejects too much ends:
     * see {@link ErrorPolicy}.
     *
     * @throws IllegalArgumentException when the operator calls no function record by record (a window, {@code mapPartitions}), or works on dead
     *     letters itself
     */
    public DStream<T> onError(ErrorPolicy policy) {
        context.onError(failing(), policy);
        return this;
    }

    /** What this stream is made of in each batch, for people; as {@link StreamingContext#explain}, of what is above this stream. */
    public final String explain() {
        return context.explain(operator);
    }

    /**
     * Says when the things happened of which the records tell, so that windows, timers and joins below can go by that. The stream then has a watermark, which
     * belongs to all that is made of it, and counts in place of that of any source above.
     *
     * <pre>{@code
     * clicks.eventTime(EventTime.of(Click::at).lateness(Durations.seconds(5)).idleAfter(Durations.minutes(1)))
     * }</pre>
     *
     * <p>The records stay what they are: {@code [7, 3] [9]} gives {@code [7, 3] [9]}. With their value as the time and no lateness, the watermark is 7 in the
     * second batch and 9 in a third. Say it near the source: partitions of the source can be told apart before a shuffle only, and behind one a slow partition
     * is late.
     *
     * <p>A record without a time, or one outside of the years 1 to 9999, fails the batch, as any failing function does.
     */
    public DStream<T> eventTime(EventTime<T> eventTime) {
        Origin origin = context.define("eventTime");
        return like(new EventTimeOperator<>(origin, operator, eventTime));
    }

    /**
     * As {@link #eventTime(EventTime)}, for records that come out of order by no more than {@code lateness}: {@code clicks.eventTime(Click::at,
     * Durations.seconds(5))}.
     *
     * @throws IllegalArgumentException if the lateness is negative
     */
    public DStream<T> eventTime(Function<T, Instant> time, Duration lateness) {
        Origin origin = context.define("eventTime");
        return like(new EventTimeOperator<>(
                origin, operator, EventTime.<T>of(time::call).lateness(lateness)));
    }

    /** One record for each: {@code [1, 2] [3]} with {@code x -> x * 10} gives {@code [10, 20] [30]}. */
    public final <R> DStream<R> map(Function<T, R> function) {
        Origin origin = context.define("map");
        return new DStream<>(context, narrow(origin, new Step.Map<>(TaskFunction.of(origin, function))));
    }

    /** The records for which the function gives true: {@code [1, 2] [3]} with {@code x -> x > 1} gives {@code [2] [3]}. */
    public DStream<T> filter(Function<T, Boolean> function) {
        Origin origin = context.define("filter");
        return like(Operators.narrow(origin, operator, new Step.Filter<>(TaskFunction.of(origin, function)), true));
    }

    /** Any number of records for each: {@code ["a b"] ["c"]} with {@code s -> List.of(s.split(" "))} gives {@code [a, b] [c]}. */
    public final <R> DStream<R> flatMap(FlatMapFunction<T, R> function) {
        Origin origin = context.define("flatMap");
        return new DStream<>(context, narrow(origin, new Step.FlatMap<>(TaskFunction.of(origin, function))));
    }

    /** A function of each partition's iterator. */
    public final <R> DStream<R> mapPartitions(Function<Iterator<T>, Iterator<R>> function) {
        return new DStream<>(context, partitions(context.define("mapPartitions"), function));
    }

    /** A key and a value for each record: {@code [a] [b]} with {@code w -> Pair.of(w, 1)} gives {@code [(a,1)] [(b,1)]}. */
    public final <K, V> PairDStream<K, V> mapToPair(PairFunction<T, K, V> function) {
        Origin origin = context.define("mapToPair");
        Function<T, Pair<K, V>> map = function::call;
        return new PairDStream<>(context, narrow(origin, new Step.Map<>(TaskFunction.of(origin, map))));
    }

    /** Any number of pairs for each record: {@code ["a b"]} with one pair a word gives {@code [(a,1), (b,1)]}. */
    public final <K, V> PairDStream<K, V> flatMapToPair(FlatMapFunction<T, Pair<K, V>> function) {
        Origin origin = context.define("flatMapToPair");
        return new PairDStream<>(context, narrow(origin, new Step.FlatMap<>(TaskFunction.of(origin, function))));
    }

    /** As {@link #mapPartitions}, to pairs. */
    public final <K, V> PairDStream<K, V> mapPartitionsToPair(Function<Iterator<T>, Iterator<Pair<K, V>>> function) {
        return new PairDStream<>(context, partitions(context.define("mapPartitionsToPair"), function));
    }

    /** A number for each record: {@code ["a", "bb"]} with {@code String::length} gives {@code [1.0, 2.0]}. */
    public final DoubleDStream mapToDouble(DoubleFunction<T> function) {
        Origin origin = context.define("mapToDouble");
        Function<T, Double> map = function::call;
        return new DoubleDStream(context, narrow(origin, new Step.Map<>(TaskFunction.of(origin, map))));
    }

    /** Any number of numbers for each record: {@code ["1 2"]} with the numbers of a line gives {@code [1.0, 2.0]}. */
    public final DoubleDStream flatMapToDouble(FlatMapFunction<T, Double> function) {
        Origin origin = context.define("flatMapToDouble");
        return new DoubleDStream(context, narrow(origin, new Step.FlatMap<>(TaskFunction.of(origin, function))));
    }

    /** As {@link #mapPartitions}, to numbers. */
    public final DoubleDStream mapPartitionsToDouble(Function<Iterator<T>, Iterator<Double>> function) {
        return new DoubleDStream(context, partitions(context.define("mapPartitionsToDouble"), function));
    }

    /** Each partition as one list: a batch of the partitions {@code [1, 2] [3]} gives {@code [[1, 2], [3]]}. */
    public final DStream<List<T>> glom() {
        return new DStream<>(context, Partitions.glom(context.define("glom"), operator));
    }

    /** The records of each batch spread evenly over so many partitions, by a shuffle. */
    public DStream<T> repartition(int numPartitions) {
        return like(Partitions.spread(context.define("repartition"), operator, numPartitions));
    }

    /**
     * Each record with the probability {@code fraction}, or {@code withReplacement} as often as chance has it, {@code fraction} times on
     * average. What is drawn depends on the seed, the batch id and the partition alone, so a batch that runs again draws the same.
     */
    public DStream<T> sample(boolean withReplacement, double fraction, long seed) {
        return like(Partitions.sample(context.define("sample"), this, withReplacement, fraction, seed));
    }

    /** The records of both: {@code [1] [2]} and {@code [] [3]} give {@code [1] [2, 3]}. */
    public final DStream<T> union(DStream<T> other) {
        return new DStream<>(context, united(context.define("union"), other));
    }

    /** Any RDD operation on each batch: the function runs on the driver, once a batch. */
    public final <R> DStream<R> transform(Function<RDD<T>, RDD<R>> function) {
        return new DStream<>(
                context, Transforms.one(context.define("transform"), this, (rdd, time) -> function.call(rdd)));
    }

    /** As {@link #transform(Function)}, with the batch's time. */
    public final <R> DStream<R> transform(Function2<RDD<T>, Time, RDD<R>> function) {
        return new DStream<>(context, Transforms.one(context.define("transform"), this, function));
    }

    /** As {@link #transform(Function)}, to pairs. */
    public final <K, V> PairDStream<K, V> transformToPair(Function<RDD<T>, PairRDD<K, V>> function) {
        return new PairDStream<>(
                context, Transforms.one(context.define("transformToPair"), this, (rdd, time) -> function.call(rdd)));
    }

    /** As {@link #transformToPair(Function)}, with the batch's time. */
    public final <K, V> PairDStream<K, V> transformToPair(Function2<RDD<T>, Time, PairRDD<K, V>> function) {
        return new PairDStream<>(context, Transforms.one(context.define("transformToPair"), this, function));
    }

    /** Any operation on the RDDs of both streams in a batch, which put out at the same times. */
    public final <U, R> DStream<R> transformWith(
            DStream<U> other, Function3<RDD<T>, ? extends RDD<U>, Time, RDD<R>> function) {
        return new DStream<>(context, Transforms.two(context.define("transformWith"), this, other, function));
    }

    /** As {@link #transformWith(DStream, Function3)}, with a stream of pairs. */
    public final <K, V, R> DStream<R> transformWith(
            PairDStream<K, V> other, Function3<RDD<T>, PairRDD<K, V>, Time, RDD<R>> function) {
        return new DStream<>(context, Transforms.two(context.define("transformWith"), this, other, function));
    }

    /** As {@link #transformWith(DStream, Function3)}, to pairs. */
    public final <U, K, V> PairDStream<K, V> transformWithToPair(
            DStream<U> other, Function3<RDD<T>, ? extends RDD<U>, Time, PairRDD<K, V>> function) {
        return new PairDStream<>(context, Transforms.two(context.define("transformWithToPair"), this, other, function));
    }

    /** As {@link #transformWithToPair(DStream, Function3)}, with a stream of pairs. */
    public final <K2, V2, K, V> PairDStream<K, V> transformWithToPair(
            PairDStream<K2, V2> other, Function3<RDD<T>, PairRDD<K2, V2>, Time, PairRDD<K, V>> function) {
        return new PairDStream<>(context, Transforms.two(context.define("transformWithToPair"), this, other, function));
    }

    /** The records of each batch put together two by two, in their order: {@code [1, 2] [] [3]} with a sum gives {@code [3] [] [3]}. */
    public final DStream<T> reduce(Function2<T, T, T> function) {
        Origin origin = context.define("reduce");
        return new DStream<>(context, Totals.of(origin, operator, Aggregate.reduce(function), false));
    }

    /**
     * One record a batch, whatever an aggregate makes of all of its records: {@code [1, 2] [] [3]} with a sum gives {@code [3] [0] [3]}. A
     * batch without records gives the result of none.
     */
    public final <R> DStream<R> aggregate(Aggregate<T, ?, R> aggregate) {
        return new DStream<>(context, Totals.of(context.define("aggregate"), operator, aggregate, true));
    }

    /** How many records each batch has: {@code [a, b] []} gives {@code [2] [0]}. */
    public final DStream<Long> count() {
        Origin origin = context.define("count");
        return new DStream<>(
                context, Totals.of(origin, Counting.ofPartitions(origin, operator), new Counting.Sum(), true));
    }

    /** How often each record comes, batch by batch: {@code [a, b, a]} gives {@code [(a,2), (b,1)]}. */
    public final PairDStream<T, Long> countByValue() {
        return countByValue(context.define("countByValue"), context.defaultParallelism());
    }

    /** As {@link #countByValue()}, in so many partitions. */
    public final PairDStream<T, Long> countByValue(int numPartitions) {
        return countByValue(context.define("countByValue"), numPartitions);
    }

    /** In each batch all records of the last {@code length}: {@code [1] [2] [3]} with two batches gives {@code [1] [1, 2] [2, 3]}. */
    public DStream<T> window(Duration length) {
        Origin origin = context.define("window");
        return like(new WindowOperator<>(origin, operator, window(origin, length, context.slideOf(operator))));
    }

    /** As {@link #window(Duration)}, once every {@code slide}. */
    public DStream<T> window(Duration length, Duration slide) {
        Origin origin = context.define("window");
        return like(new WindowOperator<>(origin, operator, window(origin, length, slide)));
    }

    /**
     * The records of the last {@code length} put together two by two, in the order of batches, once every {@code slide}: with a sum, two
     * batches and one, {@code [1] [2] [] []} gives {@code [1] [3] [2] []}. Each batch is folded once, whatever the length. A window without
     * records gives nothing.
     */
    public final DStream<T> reduceByWindow(Function2<T, T, T> function, Duration length, Duration slide) {
        Origin origin = context.define("reduceByWindow");
        return overWindow(origin, Aggregate.reduce(function), false, length, slide);
    }

    /**
     * As {@link #reduceByWindow(Function2, Duration, Duration)} with a running total: {@code inverse} takes out of the total what leaves the
     * window. The result is the same: where the window has run empty nothing is put out, while Spark goes on with what the inverse left.
     */
    public final DStream<T> reduceByWindow(
            Function2<T, T, T> function, Function2<T, T, T> inverse, Duration length, Duration slide) {
        Origin origin = context.define("reduceByWindow");
        return overWindow(origin, Aggregate.reduce(function, inverse), false, length, slide);
    }

    /**
     * One record once every {@code slide}, whatever an aggregate makes of all records of the last {@code length}; of a window without records
     * the result of none. Each batch is folded once. Accumulators are state: they are of types that can be stored.
     */
    public final <R> DStream<R> aggregateByWindow(Aggregate<T, ?, R> aggregate, Duration length, Duration slide) {
        return overWindow(context.define("aggregateByWindow"), aggregate, true, length, slide);
    }

    /**
     * How many records there are in the last {@code length}, once every {@code slide}: with two batches and one, {@code [a, b] [a] [] []} gives
     * {@code [2] [3] [1] [0]}. An empty window has 0 from the start; Spark puts nothing out before the first record.
     */
    public final DStream<Long> countByWindow(Duration length, Duration slide) {
        Origin origin = context.define("countByWindow");
        Operator<Long> counts = Counting.ofPartitions(origin, operator);
        WindowSpec window = window(origin, length, slide);
        return new DStream<>(
                context, context.keyed().aggregateByWindow(origin, counts, window, new Counting.Sum(), true));
    }

    /** How often each record comes in the last {@code length}, once every {@code slide}; those that left the window are not put out. */
    public final PairDStream<T, Long> countByValueAndWindow(Duration length, Duration slide) {
        Origin origin = context.define("countByValueAndWindow");
        return countByValue(origin, context.defaultParallelism(), window(origin, length, slide));
    }

    /** As {@link #countByValueAndWindow(Duration, Duration)}, in so many partitions. */
    public final PairDStream<T, Long> countByValueAndWindow(Duration length, Duration slide, int numPartitions) {
        Origin origin = context.define("countByValueAndWindow");
        return countByValue(origin, numPartitions, window(origin, length, slide));
    }

    /**
     * Drops the records whose key was seen within the last {@code within}: {@code [a1, a2] [a3] [a4, b5]} by letter, with two batches, gives
     * {@code [a1] [] [a4, b5]}. The first record of a key wins, in the order of partitions. The time is counted from it, by the time of
     * batches: all records of the key are dropped in batches less than {@code within} later, however often they come, and the next one after
     * that is the first again. So {@code within} of one batch interval drops what repeats within a batch. Keys are kept until {@code within}
     * has passed, and leave the memory in the next batch.
     *
     * @throws IllegalArgumentException when {@code within} is shorter than a millisecond
     */
    public final <K> DStream<T> deduplicate(Function<T, K> key, Duration within) {
        Origin origin = context.define("deduplicate");
        Function<T, Pair<K, T>> keyed = record -> Pair.of(key.call(record), record);
        Operator<Pair<K, T>> pairs = context.defined(narrow(origin, new Step.Map<>(TaskFunction.of(origin, keyed))));
        return new DStream<>(
                context, new StatesByKey<>(context, origin, pairs).deduplicate(within, false, Pair::value));
    }

    /**
     * The records with keys, for what works by key and by event time: {@code clicks.keyed(Click::user).window(…)}. The records stay what they are.
     */
    public final <K> KeyedDStream<K, T> keyed(Function<T, K> key) {
        Origin origin = context.define("keyed");
        Function<T, Pair<K, T>> pair = record -> Pair.of(key.call(record), record);
        return new KeyedDStream<>(
                context, context.defined(narrow(origin, new Step.Map<>(TaskFunction.of(origin, pair)))));
    }

    /**
     * All records together in windows, as {@link KeyedDStream#window} does it by key: {@code clicks.windowAll(windows).count()}. The key of what comes
     * out is {@code "all"}. One partition does all the work.
     */
    public final KeyedWindows<String, T> windowAll(WindowsOn<? super T> windows) {
        Origin origin = context.define("windowAll");
        Function<T, Pair<String, T>> pair = record -> Pair.of("all", record);
        Operator<Pair<String, T>> pairs = context.defined(narrow(origin, new Step.Map<>(TaskFunction.shared(pair))));
        return new KeyedDStream<>(context, pairs).window(origin, windows, Totals.ONE);
    }

    /**
     * Sends what a function makes of each record to the main stream, which this gives, and to side outputs, in one pass:
     *
     * <pre>{@code
     * ProcessedDStream<Integer> numbers = words.process((word, out) -> {
     *     if (word.matches("\\d+")) { out.emit(Integer.valueOf(word)); } else { out.emit(OTHERS, word); }
     * }, OTHERS);
     * numbers.side(OTHERS).print(); // [1, x, 2] gives [x], and numbers itself [1, 2]
     * }</pre>
     *
     * @param sides the side outputs to which the function sends
     */
    public final <R> ProcessedDStream<R> process(VoidFunction2<T, Emitter<R>> function, OutputTag<?>... sides) {
        Origin origin = context.define("process");
        return new ProcessedDStream<>(context, Sides.of(origin, operator, List.of(sides), function));
    }

    /**
     * The records that hold to a rule, and those that don't with the reason: {@code [1, -2] [3]} with "is negative" gives the valid
     * {@code [1] [3]} and the invalid {@code [-2: is negative] []}.
     */
    public final Validated<T> validate(Rule<T> rule) {
        return Validated.of(context, context.define("validate"), operator, rule);
    }

    /**
     * The RDDs of past batches, one for each batch whose time lies between two times, both included, in their order. It works in functions
     * that run in batches, on any thread, and as far back as {@link StreamingContext#remember} says. An RDD is computed again when it is used,
     * unless this stream is cached.
     *
     * <pre>{@code
     * ssc.remember(Durations.minutes(1));
     * prices.foreachRDD((rdd, time) -> compare(rdd, prices.slice(time.minus(Durations.minutes(1)), time)));
     * }</pre>
     *
     * <p>Spark rounds both times down to the slide first, and so takes a batch before {@code from} too.
     *
     * @throws IllegalStateException when nothing is remembered, or no output reads this stream
     * @throws IllegalArgumentException when batches since {@code from} are forgotten already
     */
    public final List<RDD<T>> slice(Time from, Time to) {
        return Slices.of(Origin.here("slice"), this, from, to);
    }

    /** Any further operation, as an extension brings it: {@code stream.apply(Analytics.quantiles(0.5, 0.99))}. */
    public final <R> R apply(Function<? super DStream<T>, R> extension) {
        try {
            return extension.call(this);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the extension can't be applied: " + e, e);
        }
    }

    /** Keeps each batch in memory once it was computed, where several outputs or windows read it. Gives this stream. */
    public DStream<T> cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /** As {@link #cache()}. */
    public DStream<T> persist() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /** As {@link #cache()}, at a level. */
    public DStream<T> persist(StorageLevel level) {
        Origin origin = context.define("persist");
        if (level == StorageLevel.NONE) {
            throw new IllegalArgumentException(
                    origin + ": at NONE nothing is kept; leave persist out, or name another level");
        }
        operator = context.defined(Operators.cache(origin, operator, level));
        return this;
    }
    /** Prints the first 10 records of each batch, at once. */
    public final OutputDStream print() {
        return context.output(new PrintOutput<>(context.define("print"), operator, 10));
    }

    /** Prints the first {@code num} records of each batch, at once. */
    public final OutputDStream print(int num) {
        return context.output(new PrintOutput<>(context.define("print"), operator, num));
    }

    /**
     * As {@link #print(int)}, one batch at most within so much of the batches' time; others are not computed for it. The line above a batch
     * says how many were left out since the last one.
     */
    public final OutputDStream print(int num, Duration every) {
        Origin origin = context.define("print");
        return context.output(new PrintOutput<>(origin, operator, num, PrintOutput.requireEvery(origin, every)));
    }

    /** Calls the function with each batch's RDD, on the driver, at once: at least once for each batch id. */
    public final OutputDStream foreachRDD(VoidFunction<RDD<T>> function) {
        return context.output(
                new ForeachOutput<>(context.define("foreachRDD"), operator, (rdd, time) -> function.call(rdd)));
    }

    /** As {@link #foreachRDD(VoidFunction)}, with the batch's time. */
    public final OutputDStream foreachRDD(VoidFunction2<RDD<T>, Time> function) {
        return context.output(new ForeachOutput<>(context.define("foreachRDD"), operator, function));
    }

    /** Writes each batch as text to a folder {@code prefix-TIME} (self-clocked: {@code prefix-TIME-BATCH}); it appears whole, when its epoch ends. */
    public final OutputDStream saveAsTextFiles(String prefix) {
        return save(context.define("saveAsTextFiles"), new TextFormat<>(Compression.NONE), prefix, "");
    }

    /** Writes each batch as text to a folder {@code prefix-TIME.suffix}. */
    public final OutputDStream saveAsTextFiles(String prefix, String suffix) {
        return save(context.define("saveAsTextFiles"), new TextFormat<>(Compression.NONE), prefix, suffix);
    }

    /** As {@link #saveAsTextFiles(String, String)}, with each file compressed: {@code part-00000.gz}. */
    public final OutputDStream saveAsTextFiles(String prefix, String suffix, Compression compression) {
        return save(context.define("saveAsTextFiles"), new TextFormat<>(compression), prefix, suffix);
    }

    /**
     * Writes each batch with the records' classes, for {@code SakiaContext.objectFile}, to a folder {@code prefix-TIME} (self-clocked:
     * {@code prefix-TIME-BATCH}); it appears whole, when its epoch ends. Records, enums and classes must be registered by
     * {@link StreamingContext#types} before this is called; a record of another type fails the batch.
     */
    public final OutputDStream saveAsObjectFiles(String prefix) {
        return saveAsObjectFiles(context.define("saveAsObjectFiles"), prefix, "");
    }

    /** As {@link #saveAsObjectFiles(String)}, to a folder {@code prefix-TIME.suffix}. */
    public final OutputDStream saveAsObjectFiles(String prefix, String suffix) {
        return saveAsObjectFiles(context.define("saveAsObjectFiles"), prefix, suffix);
    }

    /** Writes this stream to a sink, under a name; what is written appears when its epoch ends. */
    public final <S extends Sink.Staged> OutputDStream to(String name, Sink<? super T, S> sink) {
        return context.output(new SinkOutput<>(context.define("to"), operator, sink))
                .named(name);
    }

    /** As {@code PairDStream[reduceByKey 'counts' at WordCount.java:14]}. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + made.origin() + "]";
    }

    /** The operator whose function makes this stream. */
    Operator<?> failing() {
        return made;
    }

    final Operator<T> operator() {
        return operator;
    }

    final <R> Operator<R> narrow(Origin origin, Step<T, R> step) {
        return Operators.narrow(origin, operator, step, false);
    }

    final Operator<T> united(Origin origin, DStream<T> other) {
        context.requireSame(origin, other);
        return Operators.union(origin, List.of(operator, other.operator));
    }

    final WindowSpec window(Origin origin, Duration length, Duration slide) {
        return WindowSpec.of(origin, length, slide, context.interval(), operator.slide());
    }

    final <R> DStream<R> overWindow(
            Origin origin, Aggregate<T, ?, R> aggregate, boolean ofNothing, Duration length, Duration slide) {
        WindowSpec window = window(origin, length, slide);
        return new DStream<>(
                context, context.keyed().aggregateByWindow(origin, operator, window, aggregate, ofNothing));
    }

    /** A stream of the same kind: what PairDStream and DoubleDStream give as their own kind. */
    DStream<T> like(Operator<T> another) {
        return new DStream<>(context, another);
    }

    /** The RDD of a batch as transformations see it. */
    RDD<T> rdd(Plan<T> plan) {
        return context.sakiaContext().rdd(plan);
    }

    private OutputDStream saveAsObjectFiles(Origin origin, String prefix, String suffix) {
        return save(origin, new ObjectFormat<>(context.sakiaContext().registeredTypes()), prefix, suffix);
    }

    private OutputDStream save(Origin origin, PartFormat<T> format, String prefix, String suffix) {
        OutputFolder folder = new OutputFolder.PerBatch(prefix, suffix, context.mayRepeatTimes());
        return context.output(new SinkOutput<>(
                origin,
                operator,
                new FolderSink<>(format, folder, context.sakiaContext().fileStores(prefix))));
    }

    private <R> Operator<R> partitions(Origin origin, Function<Iterator<T>, Iterator<R>> function) {
        TaskFunction<Function<Iterator<T>, Iterator<R>>> given = TaskFunction.of(origin, function);
        Step.PartitionFunction<T, R> step = (partition, records) -> given.get().call(records);
        return narrow(origin, new Step.MapPartitions<>(TaskFunction.shared(step)));
    }

    private PairDStream<T, Long> countByValue(Origin origin, int numPartitions) {
        HashPartitioner partitioner = new HashPartitioner(numPartitions);
        return new PairDStream<>(
                context, ByKey.fold(origin, ones(origin), partitioner, Aggregate.reduce(Long::sum), true));
    }

    private PairDStream<T, Long> countByValue(Origin origin, int numPartitions, WindowSpec window) {
        HashPartitioner partitioner = new HashPartitioner(numPartitions);
        return new PairDStream<>(
                context,
                context.keyed()
                        .aggregateByKeyAndWindow(origin, ones(origin), partitioner, window, new Counting.Sum(), null));
    }

    private Operator<Pair<T, Long>> ones(Origin origin) {
        Function<T, Pair<T, Long>> one = value -> Pair.of(value, 1L);
        return context.defined(narrow(origin, new Step.Map<>(TaskFunction.of(origin, one))));
    }
}
