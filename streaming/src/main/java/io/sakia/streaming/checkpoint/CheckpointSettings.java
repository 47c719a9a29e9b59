package io.sakia.streaming.checkpoint;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.receiver.ReceivedFolder;
import java.util.Locale;
import java.util.Set;

/**
 * How a checkpoint is kept.
 *
 * @param durability what it survives
 * @param segmentBytes when a segment of the log is large
 * @param drop the names of states, sources and sinks that the checkpoint may lose because the program has them no more
 * @param writeAheadLog whether what receivers store is logged before it is planned
 * @param retention which past batches can be run again by a tool
 */
public record CheckpointSettings(
        Durability durability, long segmentBytes, Set<String> drop, boolean writeAheadLog, Retention retention) {
    private static final long SEGMENT = 16L << 20;

    /** What the settings of a context say. */
    public static CheckpointSettings of(SakiaConf conf) {
        return new CheckpointSettings(
                conf.get("sakia.checkpoint.durability")
                        .map(CheckpointSettings::durability)
                        .orElse(Durability.POWER),
                conf.getLong("sakia.checkpoint.segmentBytes", 1).orElse(SEGMENT),
                conf.get("sakia.checkpoint.drop").map(DropNames::parse).orElse(Set.of()),
                conf.get("sakia.receiver.writeAheadLog")
                        .map(CheckpointSettings::writeAheadLog)
                        .orElse(true),
                Retention.of(conf));
    }

    /** Where received records are kept in a checkpoint. */
    ReceivedFolder received(String folder, FileStores stores, SakiaContext context) {
        return new ReceivedFolder(stores, folder, context.registeredTypes(), durability, segmentBytes, writeAheadLog);
    }

    private static boolean writeAheadLog(String text) {
        return switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException("sakia.receiver.writeAheadLog is '" + text
                        + "'; it may be true (what receivers store is logged in"
                        + " the checkpoint before a batch gets it) or false");
        };
    }

    private static Durability durability(String text) {
        for (Durability each : Durability.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text.trim())) {
                return each;
            }
        }
        throw new IllegalArgumentException("sakia.checkpoint.durability is '" + text
                + "'; it may be power (survives a loss of power) or process (survives the end of the process only)");
    }
}
