package io.sakia.rdd;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Broadcast;
import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.engine.Action;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineListener;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import io.sakia.engine.Job;
import io.sakia.engine.Job.Progress;
import io.sakia.engine.JobProperties;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UnionNode;
import io.sakia.plan.UserApi;
import io.sakia.stats.Statistics;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The entry to RDDs: it owns an engine, makes RDDs and runs their jobs. Thread-safe.
 *
 * <pre>{@code
 * try (SakiaContext sc = new SakiaContext("local[2]", "sums")) {
 *     int sum = sc.parallelize(List.of(1, 2, 3)).map(x -> x * x).reduce(Integer::sum); // 14
 * }
 * }</pre>
 */
@UserApi
public final class SakiaContext implements AutoCloseable {
    private final SakiaConf conf;
    private final Engine engine;
    private final int defaultParallelism;
    private final Map<Long, WeakReference<Accumulator<?, ?>>> accumulators = new ConcurrentHashMap<>();
    private RegisteredTypes registered = new RegisteredTypes(List.of());
    private final SecureRandom seeds = new SecureRandom();
    private final AtomicInteger rdds = new AtomicInteger();
    private final Jobs jobs = new Jobs(this::engine);
    private final Checkpoints checkpoints = new Checkpoints(this);
    private volatile boolean closed;

    /** A context with the engine that the master URL names. */
    public SakiaContext(SakiaConf conf) {
        this.conf = new SakiaConf(conf);
        long parallelism = conf.getLong("sakia.default.parallelism", 1).orElse(0L);
        this.engine =
                Engines.create(new EngineSettings(conf.master(), conf.appName(), conf.all(), this::mergeAccumulators));
        this.defaultParallelism = parallelism == 0 ? engine.parallelism() : Math.toIntExact(parallelism);
    }

    /** A context with a master URL and a name. */
    public SakiaContext(String master, String appName) {
        this(new SakiaConf().setMaster(master).setAppName(appName));
    }

    /** The settings. */
    public SakiaConf conf() {
        return new SakiaConf(conf);
    }

    /**
     * Where the files of a path are: on the local file system, or on that of the connector which serves its scheme, with the settings of this context.
     *
     * <pre>{@code sc.fileStores("hdfs://namenode:8020/logs").open("hdfs://namenode:8020/logs").exists("today")}</pre>
     */
    public FileStores fileStores(String path) {
        return FileStores.of(path, conf.all());
    }

    /** How many partitions there are where nothing else is said: the engine's parallelism, or sakia.default.parallelism. */
    public int defaultParallelism() {
        return defaultParallelism;
    }

    /** How many partitions files are read in where nothing else is said: {@link #defaultParallelism}, but no more than 2. */
    public int defaultMinPartitions() {
        return Math.min(defaultParallelism, 2);
    }

    /** The master URL. */
    public String master() {
        return conf.master();
    }

    /** The application's name. */
    public String appName() {
        return conf.appName();
    }

    /** Sakia's version: {@code "0.1.0"}. */
    public String version() {
        return Version.CURRENT;
    }

    /**
     * Registers types that are stored, in object files: records, enums, sealed types, and plain classes with a constructor without
     * arguments. Collections, numbers, strings, times and {@link Pair} need not be registered. Gives this context.
     */
    public SakiaContext types(Class<?>... newTypes) {
        synchronized (this) {
            registered = registered.with(newTypes);
        }
        return this;
    }

    /** An RDD without records and partitions. */
    public <T> RDD<T> emptyRDD() {
        return new RDD<>(this, Inputs.nothing(Origin.here("emptyRDD")));
    }

    /** An RDD of a list, in {@link #defaultParallelism} partitions. */
    public <T> RDD<T> parallelize(List<T> records) {
        return new RDD<>(this, Inputs.list(Origin.here("parallelize"), records, defaultParallelism));
    }

    /** An RDD of a list: {@code parallelize(List.of(1, 2, 3), 2)} is [1] [2, 3]. */
    public <T> RDD<T> parallelize(List<T> records, int numPartitions) {
        return new RDD<>(this, Inputs.list(Origin.here("parallelize"), records, numPartitions));
    }

    /** An RDD of a list of pairs, in {@link #defaultParallelism} partitions. */
    public <K, V> PairRDD<K, V> parallelizePairs(List<Pair<K, V>> records) {
        return new PairRDD<>(this, Inputs.list(Origin.here("parallelizePairs"), records, defaultParallelism));
    }

    /** An RDD of a list of pairs. */
    public <K, V> PairRDD<K, V> parallelizePairs(List<Pair<K, V>> records, int numPartitions) {
        return new PairRDD<>(this, Inputs.list(Origin.here("parallelizePairs"), records, numPartitions));
    }

    /** An RDD of a list of numbers, in {@link #defaultParallelism} partitions. */
    public DoubleRDD parallelizeDoubles(List<Double> records) {
        return new DoubleRDD(this, Inputs.list(Origin.here("parallelizeDoubles"), records, defaultParallelism));
    }

    /** An RDD of a list of numbers. */
    public DoubleRDD parallelizeDoubles(List<Double> records, int numPartitions) {
        return new DoubleRDD(this, Inputs.list(Origin.here("parallelizeDoubles"), records, numPartitions));
    }

    /** The lines of a text file, of all files in a folder, or of those that a glob names; {@code .gz} is unpacked. */
    public RDD<String> textFile(String path) {
        return new RDD<>(this, Inputs.lines(Origin.here("textFile"), fileStores(path), path, defaultParallelism));
    }

    /** As {@link #textFile(String)}, in at least so many partitions where the files are large enough to be cut. */
    public RDD<String> textFile(String path, int minPartitions) {
        return new RDD<>(this, Inputs.lines(Origin.here("textFile"), fileStores(path), path, minPartitions));
    }

    /** The path and the whole text of each file of a folder, or of those that a glob names; {@code .gz} is unpacked. */
    public PairRDD<String, String> wholeTextFiles(String path) {
        return new PairRDD<>(
                this, Inputs.texts(Origin.here("wholeTextFiles"), fileStores(path), path, defaultMinPartitions()));
    }

    /** As {@link #wholeTextFiles(String)}, in about so many partitions where there are as many files. */
    public PairRDD<String, String> wholeTextFiles(String path, int minPartitions) {
        return new PairRDD<>(this, Inputs.texts(Origin.here("wholeTextFiles"), fileStores(path), path, minPartitions));
    }

    /** The path and the bytes of each file of a folder, or of those that a glob names. */
    public PairRDD<String, byte[]> binaryFiles(String path) {
        return new PairRDD<>(
                this, Inputs.files(Origin.here("binaryFiles"), fileStores(path), path, defaultMinPartitions(), false));
    }

    /** As {@link #binaryFiles(String)}, in about so many partitions where there are as many files. */
    public PairRDD<String, byte[]> binaryFiles(String path, int minPartitions) {
        return new PairRDD<>(
                this, Inputs.files(Origin.here("binaryFiles"), fileStores(path), path, minPartitions, false));
    }

    /** The records of files in which each has so many bytes; a file whose size is no multiple of that is an error. */
    public RDD<byte[]> binaryRecords(String path, int recordLength) {
        return new RDD<>(
                this,
                Inputs.records(Origin.here("binaryRecords"), fileStores(path), path, recordLength, defaultParallelism));
    }

    /**
     * The records that {@code saveAsObjectFile} wrote, in the partitions in which they were. What they are is not checked before they are
     * used: name their class to have it checked when they are read.
     */
    @SuppressWarnings("unchecked")
    public <T> RDD<T> objectFile(String path) {
        Class<T> any = (Class<T>) Object.class;
        return new RDD<>(
                this, Inputs.objects(Origin.here("objectFile"), fileStores(path), path, registeredTypes(), any));
    }

    /** As {@link #objectFile(String)}; each record must be of the class, which is registered if it is a record, an enum or the like. */
    public <T> RDD<T> objectFile(String path, Class<T> type) {
        return new RDD<>(
                this, Inputs.objects(Origin.here("objectFile"), fileStores(path), path, registeredTypes(), type));
    }

    /** The records of several RDDs. */
    @SafeVarargs
    public final <T> RDD<T> union(RDD<T> first, RDD<T>... others) {
        Origin origin = Origin.here("union");
        List<RDD<T>> rest = new ArrayList<>();
        for (RDD<T> other : others) {
            rest.add(other);
        }
        return new RDD<>(this, united(origin, first, rest));
    }

    /** The records of several RDDs; of none an empty one. */
    public <T> RDD<T> union(List<? extends RDD<T>> rdds) {
        Origin origin = Origin.here("union");
        return new RDD<>(
                this,
                rdds.isEmpty() ? Inputs.nothing(origin) : united(origin, rdds.get(0), rdds.subList(1, rdds.size())));
    }

    /** The pairs of several RDDs. */
    @SafeVarargs
    public final <K, V> PairRDD<K, V> union(PairRDD<K, V> first, PairRDD<K, V>... others) {
        Origin origin = Origin.here("union");
        List<PairRDD<K, V>> rest = new ArrayList<>();
        for (PairRDD<K, V> other : others) {
            rest.add(other);
        }
        return new PairRDD<>(this, united(origin, first, rest));
    }

    /** The numbers of several RDDs. */
    public DoubleRDD union(DoubleRDD first, DoubleRDD... others) {
        Origin origin = Origin.here("union");
        List<DoubleRDD> rest = new ArrayList<>();
        for (DoubleRDD other : others) {
            rest.add(other);
        }
        return new DoubleRDD(this, united(origin, first, rest));
    }

    /** Sends a value to each executor once. */
    public <T> Broadcast<T> broadcast(T value) {
        return engine().broadcast(value);
    }

    /** An accumulator of any aggregate. */
    public <T, R> Accumulator<T, R> accumulator(String name, Aggregate<T, ?, R> aggregate) {
        Accumulator<T, R> accumulator = new Accumulator<>(name, aggregate);
        accumulators.values().removeIf(reference -> reference.refersTo(null));
        accumulators.put(accumulator.id(), new WeakReference<>(accumulator));
        return accumulator;
    }

    /** An accumulator that sums longs. */
    public Accumulator<Long, Long> longAccumulator(String name) {
        return accumulator(name, Aggregate.of(() -> 0L, Long::sum, Long::sum, total -> total));
    }

    /** An accumulator that sums doubles, exactly, so that the order in which tasks end does not matter. */
    public Accumulator<Double, Double> doubleAccumulator(String name) {
        return accumulator(name, Statistics.sum());
    }

    /** Where {@link RDD#checkpoint} saves: a folder with a random name is made in this one. */
    public void setCheckpointDir(String folder) {
        checkpoints.setFolder(folder);
    }

    /** The folder in which {@link RDD#checkpoint} saves, once {@link #setCheckpointDir} was called. */
    public Optional<String> getCheckpointDir() {
        return Optional.ofNullable(checkpoints.folder());
    }

    /** The types that {@link #types} was given so far, as they travel to tasks. For layers above. */
    public synchronized RegisteredTypes registeredTypes() {
        return registered;
    }

    /** An RDD over a plan. For layers above. */
    public <T> RDD<T> rdd(Plan<T> plan) {
        return new RDD<>(this, plan);
    }

    /** Runs an action over all partitions and gives its results in their order. For layers above. */
    public <T, R> List<R> run(Origin origin, Plan<T> plan, Action<T, R> action) {
        return run(origin, plan, Job.allPartitions(plan), action);
    }

    /** Runs an action over some partitions. For layers above. */
    public <T, R> List<R> run(Origin origin, Plan<T> plan, List<Integer> partitions, Action<T, R> action) {
        return run(origin, plan, partitions, action, Progress.none());
    }

    /** Runs an action over all partitions, and tells each result as soon as it is there. */
    <T, R> List<R> run(Origin origin, Plan<T> plan, Action<T, R> action, Progress<R> progress) {
        return run(origin, plan, Job.allPartitions(plan), action, progress);
    }

    private <T, R> List<R> run(
            Origin origin, Plan<T> plan, List<Integer> partitions, Action<T, R> action, Progress<R> progress) {
        List<R> results = jobs.run(origin, plan, partitions, action, progress);
        checkpoints.saveMarked(plan);
        return results;
    }

    /**
     * Gives the jobs that this thread starts from now on, and threads that it starts, a group by which they can be cancelled, and a
     * description in place of their action's name. Tasks of a cancelled job are always interrupted.
     */
    public void setJobGroup(String groupId, String description) {
        if (groupId.isBlank()) {
            throw new IllegalArgumentException("a job group's id can't be blank");
        }
        jobs.setProperties(new JobProperties(jobs.properties().pool(), groupId, description));
    }

    /** Takes group and description off the jobs that this thread starts from now on. */
    public void clearJobGroup() {
        jobs.setProperties(new JobProperties(jobs.properties().pool(), null, null));
    }

    /** Describes the jobs that this thread starts from now on, for people; null takes the description off. */
    public void setJobDescription(@Nullable String description) {
        JobProperties mine = jobs.properties();
        jobs.setProperties(new JobProperties(mine.pool(), mine.group(), description));
    }

    /**
     * Puts the jobs that this thread starts from now on, and threads that it starts, into a pool; null means the default one. Pools share the
     * executors by the settings {@code sakia.scheduler.pool.NAME.weight} and {@code .minShare}.
     */
    public void setSchedulerPool(@Nullable String pool) {
        JobProperties mine = jobs.properties();
        jobs.setProperties(
                new JobProperties(pool == null ? JobProperties.DEFAULT_POOL : pool, mine.group(), mine.description()));
    }

    /** Stops the jobs of a group that run now; each throws a {@code JobCancelledException} to its caller. */
    public void cancelJobGroup(String groupId) {
        cancelJobGroup(groupId, "its group '" + groupId + "' was cancelled");
    }

    /** As {@link #cancelJobGroup(String)}, with a reason for people. */
    public void cancelJobGroup(String groupId, String reason) {
        jobs.cancel(properties -> groupId.equals(properties.group()), reason);
    }

    /** Stops the jobs that run now; each throws a {@code JobCancelledException} to its caller. */
    public void cancelAllJobs() {
        cancelAllJobs("all jobs were cancelled");
    }

    /** As {@link #cancelAllJobs()}, with a reason for people. */
    public void cancelAllJobs(String reason) {
        jobs.cancel(properties -> true, reason);
    }

    /** Tells a listener from now on which tasks are slow and which keys have too many records, as far as the engine looks for that. */
    public void addEngineListener(EngineListener listener) {
        engine().listen(listener);
    }

    /** No longer tells a listener. */
    public void removeEngineListener(EngineListener listener) {
        engine.forget(listener);
    }

    /** Stops the engine; running jobs are cancelled. */
    @Override
    public void close() {
        closed = true;
        jobs.close();
        engine.close();
    }

    /** The same as {@link #close}. */
    public void stop() {
        close();
    }

    /** The number of a new RDD. */
    int nextId() {
        return rdds.getAndIncrement();
    }

    /** A seed for what is random and names none. */
    long drawSeed() {
        return seeds.nextLong();
    }

    Engine engine() {
        if (closed) {
            throw new IllegalStateException("this SakiaContext is closed; make a new one");
        }
        return engine;
    }

    /** Saves this context's checkpoints. */
    Checkpoints checkpoints() {
        return checkpoints;
    }

    /** Runs this context's jobs. */
    Jobs jobs() {
        return jobs;
    }

    private static <T> Plan<T> united(Origin origin, RDD<T> first, List<? extends RDD<T>> others) {
        List<Plan<T>> plans = new ArrayList<>();
        plans.add(first.plan());
        others.forEach(other -> plans.add(other.plan()));
        return new UnionNode<>(origin, plans);
    }

    private void mergeAccumulators(Map<Long, Accumulator.Update<?>> updates) {
        updates.forEach((id, update) -> {
            WeakReference<Accumulator<?, ?>> reference = accumulators.get(id);
            Accumulator<?, ?> accumulator = reference == null ? null : reference.get();
            if (accumulator != null) {
                accumulator.merge(update);
            }
        });
    }
}
