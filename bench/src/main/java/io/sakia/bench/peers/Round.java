package io.sakia.bench.peers;

import java.util.Locale;

/**
 * What a system did in one turn.
 *
 * @param records how many records it worked off
 * @param nanos how long that took, from the first record to the last result
 * @param cpuNanos the processors' time of its JVM, with compiler and collector
 * @param allocated bytes that its threads allocated, of those that lived to the end
 * @param collections how often garbage was collected
 * @param collectMillis how long that stopped or kept the JVM
 * @param results how many results there were, as many as there must be
 * @param checksum the sum of their hashes, as it must be
 */
record Round(
        long records,
        long nanos,
        long cpuNanos,
        long allocated,
        long collections,
        long collectMillis,
        long results,
        long checksum) {

    /** Records a second, by the clock. */
    double rate() {
        return records * 1e9 / nanos;
    }

    /** The processors' time a record, in nanoseconds. */
    double cpuPerRecord() {
        return (double) cpuNanos / records;
    }

    /** Bytes allocated a record. */
    double bytesPerRecord() {
        return (double) allocated / records;
    }

    /** In one line, for {@link #parse}. */
    String line() {
        return records + " " + nanos + " " + cpuNanos + " " + allocated + " " + collections + " " + collectMillis + " "
                + results + " " + checksum;
    }

    static Round parse(String line) {
        String[] fields = line.split(" ");
        long[] numbers = new long[fields.length];
        for (int i = 0; i < fields.length; i++) {
            numbers[i] = Long.parseLong(fields[i]);
        }
        return new Round(
                numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]);
    }

    /** As a line of JSON, with what the runner knows of it. */
    String json(String time, String workload, String system, int number, double load, long othersCpuMillis) {
        return String.format(
                Locale.ROOT,
                "{\"time\":\"%s\",\"workload\":\"%s\",\"system\":\"%s\",\"round\":%d,\"records\":%d,\"nanos\":%d,"
                        + "\"cpuNanos\":%d,\"allocatedBytes\":%d,\"collections\":%d,\"collectMillis\":%d,"
                        + "\"results\":%d,\"checksum\":\"%016x\",\"loadAverage\":%.2f,\"waitingPeersCpuMillis\":%d}",
                time,
                workload,
                system,
                number,
                records,
                nanos,
                cpuNanos,
                allocated,
                collections,
                collectMillis,
                results,
                checksum,
                load,
                othersCpuMillis);
    }
}
