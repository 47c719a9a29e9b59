package io.sakia.bench.peers;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What takes part. */
enum Contestant {
    LIMIT("limit", "io.sakia.bench.peers.limit.Limit", ""),
    OBJECT_LIMIT("limit-objects", "io.sakia.bench.peers.limit.ObjectLimit", ""),
    SAKIA("sakia", "io.sakia.bench.peers.sakia.SakiaPeer", ""),
    JET("jet", "io.sakia.bench.peers.jet.JetPeer", "jet"),
    FLINK("flink", "io.sakia.bench.peers.flink.FlinkPeer", "flink"),
    SPARK("spark", "io.sakia.bench.peers.spark.SparkPeer", "spark"),
    STRUCTURED("structured", "io.sakia.bench.peers.structured.StructuredPeer", "structured");

    private final String label;
    private final String className;
    private final String module;

    Contestant(String label, String className, String module) {
        this.label = label;
        this.className = className;
        this.module = module;
    }

    static Contestant named(String name) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no system " + name + "; there are "
                        + Arrays.stream(values()).map(Contestant::label).collect(Collectors.joining(", "))));
    }

    /** Its name on the command line. */
    String label() {
        return label;
    }

    String className() {
        return className;
    }

    boolean takesPartIn(String workload) {
        return switch (workload) {
            case "wordcount", "yahoo" -> true;
            case "nexmark" -> this == SAKIA || this == FLINK;
            case "latency" -> this == SAKIA || this == JET || this == FLINK;
            case "tiny", "tick" -> this == SAKIA || this == SPARK || this == STRUCTURED;
            default -> this != OBJECT_LIMIT;
        };
    }

    /** Whether it is a loop written by hand. */
    boolean isLimit() {
        return this == LIMIT || this == OBJECT_LIMIT;
    }

    /** Whether it is another system than Sakia. */
    boolean isPeer() {
        return !module.isEmpty();
    }

    /** Its class path, in the folder of the benchmarks. */
    String classPath(Path bench) {
        Path own = module.isEmpty() ? bench : bench.resolve("peers").resolve(module);
        return String.join(
                File.pathSeparator,
                List.of(
                        bench.resolve("target/classes").toString(),
                        bench.resolve("nexmark/target/classes").toString(),
                        own.resolve("target/classes").toString(),
                        own.resolve("target/lib") + File.separator + "*"));
    }
}
