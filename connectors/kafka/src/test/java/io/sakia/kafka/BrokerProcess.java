package io.sakia.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The main class of a broker's process: formats its folder at the first start, and runs. */
final class BrokerProcess {
    private static final String CLUSTER = "c2FraWEtdGVzdC1jbHVzdA";

    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            StorageTool.execute(new String[] {"format", "-t", CLUSTER, "-c", args[0]}, System.out);
        }
        Kafka.main(new String[] {args[0]});
    }
}
