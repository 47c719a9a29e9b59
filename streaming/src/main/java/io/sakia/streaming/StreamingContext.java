package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Broadcast;
import io.sakia.connector.Codec;
import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import io.sakia.function.Function;
import io.sakia.function.Function0;
import io.sakia.function.Function2;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.Stream;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.error.DeadLetter;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.graph.BadRecords;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.RefreshedBroadcast;
import io.sakia.streaming.keyed.KeyedOperators;
import io.sakia.streaming.keyed.StoredTypes;
import io.sakia.streaming.receiver.Receiver;
import io.sakia.streaming.receiver.SocketReceiver;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.state.StateMemory;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Clock;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The entry to streams: a program defines streams on it, then starts it. It owns the {@link SakiaContext} of the RDD side.
 *
 * <pre>{@code
 * try (StreamingContext ssc = new StreamingContext("local[2]", Durations.seconds(1))) {
 *     ssc.socketTextStream("localhost", 9999)
 *        .flatMap(line -> List.of(line.split(" ")))
 *        .mapToPair(word -> Pair.of(word, 1L))
 *        .reduceByKey(Long::sum)
 *        .print();
 *     ssc.start();
 *     ssc.awaitTermination();
 * }
 * }</pre>
 *
 * <p>Life: INITIALIZED (define) → {@link #start} → ACTIVE (nothing more can be defined) → {@link #stop} or the end of all inputs or a
 * failure → STOPPED. Defining is done on one thread; everything else is thread-safe.
 */
@UserApi
public final class StreamingContext implements AutoCloseable {
    private final SakiaContext context;
    private final BatchInterval interval;
    private final Clock clock;
    private final Definitions definitions;
    private final Stream stream;
    private final Inputs inputs;
    /** The setting that names a checkpoint's folder. */
    private static final String CHECKPOINT = "sakia.checkpoint.dir";

    /** In milliseconds: so often the output of a stream whose batches are tiny becomes final, where no setting says it. */
    private static final long SELF_CLOCKED_EPOCH = 100;

    private final String run = UUID.randomUUID().toString();
    private final List<Class<?>> types = new ArrayList<>();
    private final StateMemory memory;

    /** A context with a batch at each multiple of {@code batchDuration}. */
    public StreamingContext(String master, Duration batchDuration) {
        this(new SakiaConf().setMaster(master), BatchInterval.fixed(batchDuration));
    }

    /** A context with a batch at each multiple of {@code batchDuration}. */
    public StreamingContext(SakiaConf conf, Duration batchDuration) {
        this(conf, BatchInterval.fixed(batchDuration));
    }

    /** A context with fixed or self-clocked batches. */
    public StreamingContext(SakiaConf conf, BatchInterval interval) {
        this(conf, interval, Clock.system());
    }

    /** A context that runs by a clock of the caller's. */
    public StreamingContext(SakiaConf conf, BatchInterval interval, Clock clock) {
        this(checked(conf), true, interval, clock);
    }

    /**
     * A context on one that has been made before, and that others may use too: other streams, and jobs of the program's own. Their jobs share its threads in
     * turn, and its memory. Stopping the stream leaves it open.
     *
     * <pre>{@code
     * SakiaContext shared = new SakiaContext(conf);
     * StreamingContext clicks = new StreamingContext(shared, BatchInterval.fixed(Durations.seconds(1)));
     * StreamingContext orders = new StreamingContext(shared, BatchInterval.selfClocked());
     * }</pre>
     */
    public StreamingContext(SakiaContext context, BatchInterval interval) {
        this(context, interval, Clock.system());
    }

    /** As {@link #StreamingContext(SakiaContext, BatchInterval)}, by a clock of the caller's. */
    public StreamingContext(SakiaContext context, BatchInterval interval, Clock clock) {
        this(context, false, interval, clock);
    }

    /** Nothing is left open where a setting is wrong. */
    private static SakiaContext checked(SakiaConf conf) {
        StateMemory.of(conf.all());
        return new SakiaContext(conf);
    }

    private StreamingContext(SakiaContext context, boolean owner, BatchInterval interval, Clock clock) {
        SakiaConf conf = context.conf();
        this.memory = StateMemory.of(conf.all());
        this.context = context;
        this.interval = interval;
        this.clock = clock;
        this.definitions = new Definitions(new BadRecords(context, interval));
        this.stream = new Stream(context, interval, clock, owner);
        this.inputs = new Inputs(this, clock, stream.listeners());
        conf.get(CHECKPOINT).ifPresent(folder -> keepIn(folder, context.fileStores(folder)));
    }

    /**
     * A context on which a program is defined and that keeps its {@linkplain #checkpoint checkpoint} in a folder: it goes on from there if a
     * run before has left something, and begins if not. The program is defined each time; the folder gives the data.
     *
     * <pre>{@code
     * try (StreamingContext ssc = StreamingContext.getOrCreate("/data/counts.checkpoint", conf, interval, WordCount::define)) {
     *     ssc.start();
     *     ssc.awaitTermination();
     * }
     * }</pre>
     */
    public static StreamingContext getOrCreate(
            String folder, SakiaConf conf, BatchInterval interval, StreamProgram program) {
        return defined(new StreamingContext(conf, interval), ssc -> {
            ssc.checkpoint(folder);
            program.define(ssc);
        });
    }

    /** A context on which a program is defined; if that fails, the context is stopped and what failed is thrown. */
    static StreamingContext defined(StreamingContext ssc, StreamProgram program) {
        try {
            program.define(ssc);
            return ssc;
        } catch (RuntimeException e) {
            ssc.stop(false);
            throw e;
        } catch (Exception e) {
            ssc.stop(false);
            throw new IllegalStateException("the program can't be defined: " + e, e);
        }
    }

    /** As {@link #getOrCreate(String, SakiaConf, BatchInterval, StreamProgram)}, on all cores with a batch a second. */
    public static StreamingContext getOrCreate(String folder, StreamProgram program) {
        return getOrCreate(folder, new SakiaConf(), BatchInterval.fixed(Durations.seconds(1)), program);
    }

    /** The context of the RDD side: RDDs, broadcasts, accumulators. */
    public SakiaContext sakiaContext() {
        return context;
    }

    /** When batches begin. */
    public BatchInterval interval() {
        return interval;
    }

    /** How many partitions there are where nothing else is said. */
    public int defaultParallelism() {
        return context.defaultParallelism();
    }

    /**
     * Registers types that state and streams store, before they are used: classes that are neither primitives, strings, records, enums nor
     * collections.
     */
    public StreamingContext types(Class<?>... newTypes) {
        define("types");
        context.types(newTypes);
        types.addAll(List.of(newTypes));
        return this;
    }

    /**
     * Keeps in a folder all that a later run needs: what each batch read, the states, what is staged and not published. The stream then goes on
     * from there after a stop, a crash or a kill, with nothing lost and nothing twice; so does a new version of the program. Without a
     * checkpoint every start begins anew.
     *
     * <pre>{@code ssc.checkpoint("/data/counts.checkpoint");}</pre>
     *
     * <p>The folder holds data only, under the names of inputs, stateful operators and sinks; name them ({@code .named("counts")}) if the
     * program will change. Classes of keys and values that are kept are {@linkplain #types registered}.
     *
     * @param folder is made if it does not exist; one for each program. The setting sakia.checkpoint.dir takes its place where it is given
     */
    public StreamingContext checkpoint(String folder) {
        return checkpoint(folder, context.fileStores(folder));
    }

    /** As {@link #checkpoint(String)}, in a folder of any file system. */
    public StreamingContext checkpoint(String folder, FileStores stores) {
        define("checkpoint");
        if (context.conf().get(CHECKPOINT).isEmpty()) {
            keepIn(folder, stores);
        }
        return this;
    }

    private void keepIn(String folder, FileStores stores) {
        if (folder.isBlank()) {
            throw new IllegalArgumentException("the folder of the checkpoint can't be blank");
        }
        stream.setLog(
                checkpoints().in(folder, stores),
                interval instanceof BatchInterval.SelfClocked ? SELF_CLOCKED_EPOCH : 0);
    }

    /** What the program that is defined here has to do with checkpoints. */
    CheckpointedProgram checkpoints() {
        return new CheckpointedProgram(context, definitions, clock);
    }

    /**
     * An accumulator whose total is kept in the {@linkplain #checkpoint checkpoint} with each epoch, and goes on from there. Those of {@link
     * #sakiaContext()} start at zero in every run.
     *
     * @param name its name in the checkpoint; no other one has it
     */
    public <T, R> Accumulator<T, R> accumulator(String name, Aggregate<T, ?, R> aggregate) {
        define("accumulator");
        return definitions.add(context.accumulator(name, aggregate));
    }

    /** As {@link #accumulator}, of longs that are summed. */
    public Accumulator<Long, Long> longAccumulator(String name) {
        define("longAccumulator");
        return definitions.add(context.longAccumulator(name));
    }

    /** As {@link #accumulator}, of doubles that are summed exactly. */
    public Accumulator<Double, Double> doubleAccumulator(String name) {
        define("doubleAccumulator");
        return definitions.add(context.doubleAccumulator(name));
    }

    /**
     * A value that tasks read and that is loaded again as time passes: at the start, and then before the first batch whose time is at least
     * {@code every} after the last load. All tasks of a batch read the same value.
     *
     * <pre>{@code
     * Broadcast<Map<String, Double>> rates = ssc.broadcast(Durations.minutes(5), () -> loadRates());
     * orders.map(order -> order.amount() * rates.value().get(order.currency()));
     * }</pre>
     *
     * <p>With 10 s, a batch each 5 s and a load that gives 1, 2, 3 …, the batches read {@code [1] [2] [2] [3] [3]} and so on.
     *
     * <p>The value is no part of the {@linkplain #checkpoint checkpoint}: after a restart it is loaded anew, and a batch that runs again reads
     * the new one. The same goes for past batches that a window computes again. What was already in state stays.
     *
     * @param every how long a value is good for
     * @param load runs on the driver, never in a task. If it fails at the start, the stream does not start; later, the batch fails and the
     *     stream stops, because what is put out from an outdated value can't be taken back. To go on with the old value, catch it and return
     *     that
     * @throws IllegalArgumentException if the duration is less than 1ms
     */
    public <T> Broadcast<T> broadcast(Duration every, Function0<T> load) {
        Origin origin = define("broadcast");
        if (every.toMillis() < 1) {
            throw new IllegalArgumentException(origin + " needs at least 1ms, not " + Durations.text(every)
                    + ": for a value that never changes use sakiaContext().broadcast(value)");
        }
        return definitions.add(new RefreshedBroadcast<>(origin, every, load));
    }

    /** The lines that a server sends, as UTF-8; a connection that drops is made again. The server must be there at the start. */
    public InputDStream<String> socketTextStream(String host, int port) {
        return inputs.socket(define("socketTextStream"), SocketReceiver.lines(host, port));
    }

    /**
     * The records that {@code decoder} makes of the bytes that a server sends; a connection that drops is made again. The decoder runs on
     * the receiver's thread, once for each connection, and is asked for a record when the one before was taken. An exception from it is
     * told to listeners, and the connection is made again.
     */
    public <T> InputDStream<T> socketStream(String host, int port, Function<InputStream, Iterable<T>> decoder) {
        return inputs.socket(define("socketStream"), new SocketReceiver<>(host, port, decoder));
    }

    /**
     * The frames that a server sends: each a length of four bytes, the highest first, and so many bytes, at most 128 MiB. What they mean is
     * the program's affair; no Java object is deserialised.
     */
    public InputDStream<byte[]> rawSocketStream(String host, int port) {
        return inputs.socket(define("rawSocketStream"), SocketReceiver.frames(host, port));
    }

    /** The records of the frames that a server sends, which {@code codec} wrote one after the other. */
    public <T> InputDStream<T> rawSocketStream(String host, int port, Codec<T> codec) {
        return inputs.socket(define("rawSocketStream"), SocketReceiver.frames(host, port, codec));
    }

    /**
     * The lines of text files that appear in a folder, or in any folder that a pattern such as {@code /data/2026-*}{@code /in} matches,
     * also later. A file must appear whole: write it elsewhere and move it in.
     */
    public InputDStream<String> textFileStream(String folder) {
        return inputs.lines(define("textFileStream"), folder);
    }

    /**
     * The records of files that appear in a folder, or in folders that a pattern matches, in any format for which there is a reader, such as {@link
     * io.sakia.connector.text.TextReader}. A file must appear whole: write it elsewhere and move it in. Files that are there at the start are
     * left out.
     *
     * @param reader reads ranges of files in tasks, as {@link DirectorySource} says
     */
    public <T> InputDStream<T> fileStream(String folder, RangeReader<T, FileRange> reader) {
        return inputs.files(define("fileStream"), folder, DirectorySettings.defaults(), reader);
    }

    /**
     * As {@link #fileStream(String, RangeReader)}, of the files that the filter wants: {@code path -> path.endsWith(".csv")}. Hidden files are
     * left alone whatever it says.
     *
     * @param filter asked on the driver with a file's absolute path, each time that the folder is looked at
     * @param newFilesOnly whether files that are there at the first start are left out
     */
    public <T> InputDStream<T> fileStream(
            String folder, RangeReader<T, FileRange> reader, Function<String, Boolean> filter, boolean newFilesOnly) {
        DirectorySettings settings =
                DirectorySettings.defaults().withFilter(filter).withNewFilesOnly(newFilesOnly);
        return inputs.files(define("fileStream"), folder, settings, reader);
    }

    /**
     * The records of the files that appear in a folder, where each has so many bytes: {@code "aabb"} by 2 gives {@code [aa, bb]}. A file must
     * appear whole; one that ends within a record fails the batch, which names it. Nothing is unpacked.
     *
     * @throws IllegalArgumentException if the length is less than 1
     */
    public InputDStream<byte[]> binaryRecordsStream(String folder, int recordLength) {
        return inputs.records(define("binaryRecordsStream"), folder, recordLength);
    }

    /** One RDD of the queue in each batch, for tests and for trying things. */
    public <T> InputDStream<T> queueStream(Queue<RDD<T>> queue) {
        return inputs.queue(define("queueStream"), queue, true, null);
    }

    /** One RDD of the queue in each batch, or all that are there. */
    public <T> InputDStream<T> queueStream(Queue<RDD<T>> queue, boolean oneAtATime) {
        return inputs.queue(define("queueStream"), queue, oneAtATime, null);
    }

    /** As {@link #queueStream(Queue, boolean)}, but a batch for which there is none has {@code defaultRDD}. */
    public <T> InputDStream<T> queueStream(Queue<RDD<T>> queue, boolean oneAtATime, RDD<T> defaultRDD) {
        return inputs.queue(define("queueStream"), queue, oneAtATime, defaultRDD);
    }

    /** What a receiver of the user's stores. It runs on threads of its own, not on the executors'. */
    public <T> InputDStream<T> receiverStream(Receiver<T> receiver) {
        return inputs.receiver(define("receiverStream"), receiver);
    }

    /** The records of any source. */
    public <T, R extends Range> InputDStream<T> source(Source<T, R> source) {
        return inputs.source(define("source"), source);
    }

    /** The records of several streams, which put out at the same times: {@code [1]}, {@code [2]} and {@code [3]} give {@code [1, 2, 3]}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <T> DStream<T> union(DStream<T> first, DStream<T>... others) {
        return Unions.of(this, define("union"), first, List.of(others));
    }

    /** As {@link #union(DStream, DStream[])}, of a list. */
    public <T> DStream<T> union(DStream<T> first, List<? extends DStream<T>> others) {
        return Unions.of(this, define("union"), first, others);
    }

    /** The pairs of several streams, which put out at the same times. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <K, V> PairDStream<K, V> union(PairDStream<K, V> first, PairDStream<K, V>... others) {
        return Unions.ofPairs(this, define("union"), first, List.of(others));
    }

    /** As {@link #union(PairDStream, PairDStream[])}, of a list. */
    public <K, V> PairDStream<K, V> union(PairDStream<K, V> first, List<PairDStream<K, V>> others) {
        return Unions.ofPairs(this, define("union"), first, others);
    }

    /**
     * Any operation on the RDDs of several streams, which put out at the same times: the function gets them in the order of the streams and
     * runs on the driver, once a batch. The RDD of a stream of pairs is a {@link io.sakia.rdd.PairRDD}.
     */
    public <R> DStream<R> transform(
            List<? extends DStream<?>> streams, Function2<List<RDD<?>>, Time, RDD<R>> function) {
        return new DStream<>(this, Transforms.many(this, define("transform"), streams, function));
    }

    /** As {@link #transform(List, Function2)}, to pairs. */
    public <K, V> PairDStream<K, V> transformToPair(
            List<? extends DStream<?>> streams, Function2<List<RDD<?>>, Time, PairRDD<K, V>> function) {
        return new PairDStream<>(this, Transforms.many(this, define("transformToPair"), streams, function));
    }

    /**
     * Remembers the batches of all streams for so long, and at least each stream's last one, so that {@link DStream#slice} can look back. What
     * is remembered stays in memory as far as it was kept: cached records and shuffled ones. Called again, the longest duration counts.
     */
    public void remember(Duration duration) {
        Origin origin = define("remember");
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(origin + " needs at least 1ms, not " + Durations.text(duration));
        }
        definitions.remember(duration);
    }

    /** Reads another source in place of the input of that name. */
    public void replaceInput(String name, Source<?, ?> source) {
        define("replaceInput");
        definitions.replace(name, source);
    }

    /** The stream that the program has named so. */
    public DStream<?> streamNamed(String name) {
        Operator<?> operator = definitions
                .named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no stream is named '" + name + "'; name it in the program with .named(\"" + name + "\")"));
        return new DStream<>(this, operator);
    }

    /**
     * The records that operators with {@link DStream#onError onError(deadLetter())} have rejected, each in the batch in which it was: a stream
     * like any other. With {@code Integer::valueOf} over {@code [1, x] [3]} it has {@code [x: NumberFormatException…] []}.
     *
     * <pre>{@code
     * lines.map(Click::parse).onError(deadLetter()).foreachRDD(…);
     * ssc.deadLetters().map(DeadLetter::toString).saveAsTextFiles("out/rejected");
     * }</pre>
     *
     * <p>What reads it runs after everything else in the batch. An output that takes only a part of a stream, as {@code print} does, computes no
     * more than that, and what was not computed was not rejected. Where nothing reads the letters the first ones of a batch are logged.
     */
    public DStream<DeadLetter> deadLetters() {
        return new DStream<>(this, definitions.badRecords().letters(define("deadLetters")));
    }

    /** Prints to another console than the process's output. */
    public void setConsole(Console console) {
        define("setConsole");
        stream.setConsole(console);
    }

    /**
     * Has an executor run the ends of epochs, which are otherwise run on a thread of their own: so a test says when each comes, beside which
     * batches. Who has to wait for an end runs it if the executor has not.
     */
    public void endEpochsBy(Executor executor) {
        define("endEpochsBy");
        stream.setEpochEnds(executor);
    }

    /**
     * Starts the stream. Inputs are opened on this thread, so that a wrong host or folder is an error here.
     *
     * @throws IllegalStateException when it was started or stopped before, or no output is defined
     */
    public void start() {
        stream.start(() -> definitions.complete(context));
    }

    /** Waits until the stream stops. If it failed, this throws what made it fail. */
    public void awaitTermination() throws InterruptedException {
        stream.await();
    }

    /** Waits at most so long; gives whether the stream has stopped. */
    public boolean awaitTerminationOrTimeout(Duration timeout) throws InterruptedException {
        return stream.await(timeout);
    }

    /** Stops at once: what runs is cancelled. */
    public void stop() {
        stop(false);
    }

    /** Stops, gracefully if wanted: inputs take in nothing new, what they took in is processed and published. */
    public void stop(boolean gracefully) {
        stream.stop(gracefully);
    }

    /** Stops gracefully. */
    @Override
    public void close() {
        stop(true);
    }

    /** Where the context stands. */
    public StreamingContextState getState() {
        return switch (stream.phase()) {
            case NEW -> StreamingContextState.INITIALIZED;
            case RUNNING -> StreamingContextState.ACTIVE;
            case ENDED -> StreamingContextState.STOPPED;
        };
    }

    /**
     * What the program computes in each batch, for people: inputs, operations with the user's lines, what has state, and outputs. Works
     * before {@link #start} too and runs nothing, so what a {@code transform} function makes of an RDD is not seen: for the stages of
     * one batch print {@code rdd.explain()} in {@code foreachRDD}.
     *
     * <pre>
     * Batches every 1s
     *
     * Stream 1
     *   socketTextStream 'lines'   WordCount.java:12   reads socket localhost:9999
     *   mapToPair                  WordCount.java:13
     *   updateStateByKey           WordCount.java:14   state 'updateStateByKey(lines)'
     *   └► print                   WordCount.java:15
     * </pre>
     */
    public String explain() {
        return definitions.explain(interval);
    }

    /** Adds a listener, at any time. */
    public void addStreamingListener(StreamingListener listener) {
        stream.listeners().add(listener);
    }

    /** Removes a listener. */
    public void removeStreamingListener(StreamingListener listener) {
        stream.listeners().remove(listener);
    }
    /** The origin of an operation that is being defined; refused once the stream runs. */
    Origin define(String operation) {
        if (stream.phase() != Stream.Phase.NEW) {
            throw new IllegalStateException(operation
                    + " is called after the stream was started or stopped, when nothing can be added: define everything before"
                    + " start()");
        }
        return Origin.here(operation);
    }

    void onError(Operator<?> operator, ErrorPolicy policy) {
        definitions.badRecords().guard(define("onError"), operator, policy);
    }

    <T> Operator<T> defined(Operator<T> operator) {
        return definitions.add(operator);
    }

    /** A count that is kept, under a name like this. */
    Accumulator<Long, Long> counter(String name) {
        return definitions.count(context, name);
    }

    OutputDStream output(OutputOperation output) {
        definitions.add(output);
        return new OutputDStream(this, output);
    }

    String named(String name) {
        define("named");
        if (name.isBlank()) {
            throw new IllegalArgumentException("an operator's name can't be blank");
        }
        return name;
    }

    String explain(Operator<?> stream) {
        return definitions.explain(interval, stream);
    }

    void requireSame(Origin origin, DStream<?> other) {
        definitions.requireKnown(origin, other.operator());
    }

    void requireStorable(Origin origin, Class<?> type) {
        try {
            new StoredTypes(types).requireDeclared(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(origin + ": " + e.getMessage(), e);
        }
    }

    KeyedOperators keyed() {
        return new KeyedOperators(new StateHome(run, memory), new StoredTypes(types));
    }

    Duration slideOf(Operator<?> operator) {
        if (operator.slide() > 0) {
            return Duration.ofMillis(operator.slide());
        }
        if (interval instanceof BatchInterval.Fixed fixed) {
            return fixed.duration();
        }
        throw new IllegalArgumentException(
                "a self-clocked stream has no interval that a window could slide by: name the slide, as in window(length, slide)");
    }

    boolean remembers() {
        return definitions.remembers();
    }

    /** Whether several batches may have one time. */
    boolean mayRepeatTimes() {
        return interval instanceof BatchInterval.SelfClocked;
    }
}
