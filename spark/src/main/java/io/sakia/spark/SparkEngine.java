package io.sakia.spark;

import io.sakia.Broadcast;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Job;
import io.sakia.plan.CacheNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.concurrent.Await$;
import scala.concurrent.duration.Duration$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** Runs jobs on a SparkContext of its own: plans become RDDs, jobs become Spark's jobs, each in a job group of its own. */
final class SparkEngine implements Engine {
    private final EngineSettings settings;
    private final SparkContext spark;
    private final TaskRuntime runtime;
    private final Translation translation;
    private final ConcurrentMap<String, SparkJob> running = new ConcurrentHashMap<>();
    private final AtomicLong jobs = new AtomicLong();
    private volatile boolean closed;

    private SparkEngine(EngineSettings settings, SparkContext spark) {
        this.settings = settings;
        this.spark = spark;
        TaskUpdates updates = new TaskUpdates(this::merge);
        spark.register(updates);
        this.runtime = new TaskRuntime(UUID.randomUUID().toString(), updates);
        this.translation = new Translation(spark, runtime);
    }

    /** Starts Spark; an {@link IllegalStateException} if this JVM runs one already. */
    static SparkEngine start(EngineSettings settings, SparkMaster master) {
        try {
            return new SparkEngine(settings, new SparkContext(SparkSettings.of(settings, master)));
        } catch (Throwable e) {
            if (e instanceof org.apache.spark.SparkException
                    && String.valueOf(e.getMessage()).contains("Only one SparkContext")) {
                throw new IllegalStateException(
                        "this JVM runs a SparkContext already, and Spark allows one at a time: close the other"
                                + " SakiaContext first, or use the master local[N], which has no such limit",
                        e);
            }
            throw e;
        }
    }

    @Override
    public String master() {
        return settings.master();
    }

    @Override
    public int parallelism() {
        return spark.defaultParallelism();
    }

    @Override
    public <T, R> List<R> run(Job<T, R> job) {
        checkOpen();
        String group = runtime.context() + "-" + jobs.incrementAndGet();
        SparkJob state = new SparkJob(job.origin(), job.cancellation());
        state.checkCancelled();
        running.put(group, state);
        try {
            byte[][] parts = new byte[job.partitions().size()][];
            await(job.cancellation(), submit(job, group, parts));
            state.check();
            return results(parts);
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw state.explain(e, closed);
        } finally {
            running.remove(group);
        }
    }

    @Override
    public <T> Broadcast<T> broadcast(T value) {
        checkOpen();
        return SparkBroadcast.of(spark, value);
    }

    /** The RDD stays as it is but is no longer persisted: what was built on it computes it each time. */
    @Override
    public void release(CacheNode<?> node, boolean blocking) {
        PlanRdd rdd = node.memoIfPresent(PlanRdd.class);
        if (rdd != null && !closed) {
            rdd.unpersist(blocking);
        }
    }

    @Override
    public void close() {
        closed = true;
        spark.stop();
        ExecutorObjects.forget(runtime.context());
    }

    /**
     * Sends a job off; each result will be put into {@code parts}. SparkContext.runJob would wait by itself, but walks through the whole
     * lineage afterwards, and can't be cancelled before it has begun.
     */
    private <T, R> SimpleFutureAction<Object> submit(Job<T, R> job, String group, byte[][] parts) {
        RDD<Object> rdd = translation.of(job.plan());
        List<Object> asked = new ArrayList<>(job.partitions());
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Function2<Object, byte[], BoxedUnit> keep = (part, bytes) -> {
            parts[(Integer) part] = bytes;
            if (job.progress().isWanted()) {
                job.progress().succeeded((Integer) part, SparkEngine.<R>result(bytes, loader));
            }
            return BoxedUnit.UNIT;
        };
        String given = job.properties().description();
        String description = given == null ? job.origin().toString() : given;
        spark.setLocalProperty("spark.scheduler.pool", job.properties().pool());
        spark.setJobGroup(group, description, true);
        spark.setCallSite(description);
        try {
            return spark.submitJob(
                    rdd,
                    new ActionTask<>(job.origin(), job.action(), runtime),
                    CollectionConverters.asScala(asked).toSeq(),
                    keep,
                    () -> parts);
        } finally {
            spark.clearCallSite();
            spark.clearJobGroup();
            spark.setLocalProperty("spark.scheduler.pool", null);
        }
    }

    private static void await(Cancellation cancellation, SimpleFutureAction<Object> sent) throws Exception {
        Cancellation.Registration registration = cancellation.onCancel(sent::cancel);
        try {
            Await$.MODULE$.result(sent, Duration$.MODULE$.Inf());
        } catch (InterruptedException e) {
            sent.cancel();
            throw e;
        } finally {
            registration.close();
        }
    }

    private static <R> List<R> results(byte[][] parts) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<R> results = new ArrayList<>(parts.length);
        for (byte[] part : parts) {
            results.add(SparkEngine.<R>result(part, loader));
        }
        return Collections.unmodifiableList(results);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the bytes are what the job's own action gave
    private static <R> R result(byte[] part, ClassLoader loader) {
        return (R)
                SparkEnv.get().closureSerializer().newInstance().deserialize(ByteBuffer.wrap(part), loader, Tags.any());
    }

    private void merge(TaskUpdates.Part part) {
        try {
            settings.updates().accept(part.updates());
        } catch (RuntimeException e) {
            // On Spark's scheduler thread, which would log it and go on: the job has to fail instead.
            SparkJob job = running.get(part.job());
            if (job == null) {
                throw e;
            }
            job.failed(e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this engine is closed; make a new SakiaContext");
        }
    }
}
