package io.sakia.bench.peers.structured;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.window;
import static org.apache.spark.sql.functions.window_time;

import io.sakia.bench.peers.work.AdEvent;
import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Laps;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Workload;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RelationalGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import scala.Tuple2;

/**
 * Spark Structured Streaming on {@code local[2]}. Its best settings here:
 *
 * <ul>
 *   <li>columns and SQL functions, so that all runs in generated code; lambdas where they are faster, for JSON;
 *   <li>two partitions after each shuffle in place of 200, no adaptive plans;
 *   <li>a trigger that starts a batch as soon as the last has ended;
 *   <li>counts of a batch within {@code foreachBatch}, so that no state is kept where none is asked for;
 *   <li>state in memory (the default provider); it can't do without its log of changes;
 *   <li>results of running state once for each key and batch, as its update mode has them;
 *   <li>windows over panes that were summed up before;
 *   <li>no web interface, and warnings only in the log.
 * </ul>
 */
public final class StructuredPeer implements Peer {
    private static final String APPEND = "append";
    private static final String UPDATE = "update";

    /** Structured Streaming. */
    public StructuredPeer() {}

    @Override
    public Emission emission(Workload workload) {
        return Emission.BATCH;
    }

    @Override
    public AutoCloseable start(Workload workload) throws IOException, TimeoutException {
        SparkSession spark = session(workload.label());
        Dataset<Row> rows = rows(spark, workload.label());
        StreamingQuery query = switch (workload) {
            case WORD_COUNT -> wordCount(rows);
            case STATEFUL -> stateful(rows);
            case STATEFUL_RECORD -> statefulRecord(rows);
            case WINDOW -> windowed(rows);
            case WINDOW_RECORD -> windowedRecord(rows);
            case YAHOO -> yahoo(spark, rows);
        };
        return watch(query);
    }

    @Override
    public AutoCloseable startTiny() throws IOException, TimeoutException {
        return watch(write(rows(session(Shape.TINY), Shape.TINY), APPEND, (batch, id) -> {
            long results = 0;
            long checksum = 0;
            for (Row sum : batch.groupBy("key").agg(sum("value")).collectAsList()) {
                results++;
                checksum += Hashes.of(sum.getLong(0), sum.getLong(1));
            }
            Laps.here().end(results, checksum);
        }));
    }

    private static SparkSession session(String name) {
        return SparkSession.builder()
                .master("local[" + Workload.PARTS + "]")
                .appName(name)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.default.parallelism", Workload.PARTS)
                .config("spark.sql.shuffle.partitions", Workload.PARTS)
                .config("spark.sql.adaptive.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.shuffle.compress", false)
                .config("spark.ui.enabled", false)
                .config("spark.log.level", "WARN")
                .getOrCreate();
    }

    private static Dataset<Row> rows(SparkSession spark, String workload) {
        return spark.readStream()
                .format(NumberedProvider.class.getName())
                .option("workload", workload)
                .load();
    }

    private static AutoCloseable watch(StreamingQuery query) {
        Thread watch = new Thread(
                () -> {
                    try {
                        query.awaitTermination();
                        Ledger.here().fail(null);
                    } catch (StreamingQueryException e) {
                        Ledger.here().fail(e);
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
        return () -> {};
    }

    private static StreamingQuery wordCount(Dataset<Row> lines) throws IOException, TimeoutException {
        return enter(
                lines,
                APPEND,
                batch -> batch.select(explode(split(col("line"), " ")).as("word"))
                        .groupBy("word")
                        .count(),
                row -> Hashes.of(row.getString(0).hashCode(), row.getLong(1)));
    }

    private static StreamingQuery stateful(Dataset<Row> events) throws IOException, TimeoutException {
        return enter(
                events.groupBy("key").agg(sum("value")),
                UPDATE,
                batch -> batch,
                row -> Hashes.of(row.getLong(0), row.getLong(1)));
    }

    private static StreamingQuery statefulRecord(Dataset<Row> events) throws IOException, TimeoutException {
        return enter(
                events.groupBy("key").agg(count("value"), sum("value"), max("value")),
                UPDATE,
                batch -> batch,
                row -> Hashes.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    private static StreamingQuery windowed(Dataset<Row> events) throws IOException, TimeoutException {
        return enter(
                panes(events)
                        .agg(sum("value").as("sum"))
                        .groupBy(sliding(), col("key"))
                        .agg(sum("sum").as("sum"))
                        .select("key", "sum"),
                APPEND,
                batch -> batch,
                row -> Hashes.of(row.getLong(0), row.getLong(1)));
    }

    private static StreamingQuery windowedRecord(Dataset<Row> events) throws IOException, TimeoutException {
        return enter(
                panes(events)
                        .agg(
                                count("value").as("count"),
                                sum("value").as("sum"),
                                max("value").as("max"))
                        .groupBy(sliding(), col("key"))
                        .agg(
                                sum("count").as("count"),
                                sum("sum").as("sum"),
                                max("max").as("max"))
                        .select("key", "count", "sum", "max"),
                APPEND,
                batch -> batch,
                row -> Hashes.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3)));
    }

    /** Each pane by key. What drops the end marks names the time, or Spark would drop them before it has seen their time. */
    private static RelationalGroupedDataset panes(Dataset<Row> events) {
        return events.withWatermark("time", "0 seconds")
                .filter(col("key").notEqual(Rows.NO_KEY).or(col("time").lt(lit(new Timestamp(0)))))
                .groupBy(window(col("time"), "1 second").as("pane"), col("key"));
    }

    private static Column sliding() {
        return window(window_time(col("pane")), Panes.PANES + " seconds", "1 second");
    }

    /** A lambda that parses: {@code from_json} would parse anew for each column that is used. A batch is a window: batches hold the events of ten seconds each. */
    private static StreamingQuery yahoo(SparkSession spark, Dataset<Row> events) throws IOException, TimeoutException {
        List<Tuple2<String, String>> pairs = Ads.campaigns().entrySet().stream()
                .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
                .toList();
        Dataset<Row> campaigns = spark.createDataset(pairs, Encoders.tuple(Encoders.STRING(), Encoders.STRING()))
                .toDF("ad_id", "campaign");
        return enter(
                events,
                APPEND,
                batch -> batch.as(Encoders.BINARY())
                        .flatMap(
                                (FlatMapFunction<byte[], Tuple2<String, Long>>) json -> counted(AdEvent.parse(json)),
                                Encoders.tuple(Encoders.STRING(), Encoders.LONG()))
                        .toDF("ad_id", "time")
                        .join(broadcast(campaigns), "ad_id")
                        .groupBy(
                                col("campaign"),
                                col("time")
                                        .minus(col("time").mod(Ads.WINDOW_MILLIS))
                                        .as("window"))
                        .count(),
                row -> Ads.hash(row.getString(0), row.getLong(1), row.getLong(2)));
    }

    private static Iterator<Tuple2<String, Long>> counted(AdEvent event) {
        return event.isCounted()
                ? List.of(new Tuple2<>(event.adId(), event.time())).iterator()
                : Collections.emptyIterator();
    }

    /** The hash of a result. */
    private interface HashOf extends Serializable {
        long of(Row result);
    }

    /** What is done with each batch. */
    private interface InBatch extends Serializable {
        Dataset<Row> of(Dataset<Row> batch);
    }

    /** Enters all results of each batch. */
    private static StreamingQuery enter(Dataset<Row> results, String mode, InBatch inBatch, HashOf hash)
            throws IOException, TimeoutException {
        return write(
                results,
                mode,
                (rows, id) -> inBatch.of(rows).foreachPartition(partition -> {
                    long count = 0;
                    long checksum = 0;
                    while (partition.hasNext()) {
                        count++;
                        checksum += hash.of(partition.next());
                    }
                    Ledger.here().enter(count, checksum);
                }));
    }

    private static StreamingQuery write(Dataset<Row> results, String mode, VoidFunction2<Dataset<Row>, Long> batch)
            throws IOException, TimeoutException {
        return results.writeStream()
                .outputMode(mode)
                .trigger(Trigger.ProcessingTime(0))
                .option(
                        "checkpointLocation",
                        Files.createTempDirectory("sakia-peers-structured").toString())
                .foreachBatch(batch)
                .start();
    }
}
