package io.sakia.bench.peers;

import java.util.Locale;

/**
 * How long results took in one turn.
 *
 * @param count how many there were
 * @param nanos how long the turn took
 * @param cpuNanos the processors' time of the system's JVM
 */
record Delay(long count, long nanos, long cpuNanos, long median, long p99, long p999, long max) {
    /** In one line, for {@link #parse}. */
    String line() {
        return count + " " + nanos + " " + cpuNanos + " " + median + " " + p99 + " " + p999 + " " + max;
    }

    static Delay parse(String line) {
        String[] fields = line.split(" ");
        long[] numbers = new long[fields.length];
        for (int i = 0; i < fields.length; i++) {
            numbers[i] = Long.parseLong(fields[i]);
        }
        return new Delay(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }

    /** The processors' time as a share of one core. */
    double cores() {
        return (double) cpuNanos / nanos;
    }

    /** As a line of JSON. */
    String json(String time, String kind, long parameter, String system, int number, double load) {
        return String.format(
                Locale.ROOT,
                "{\"time\":\"%s\",\"workload\":\"%s\",\"parameter\":%d,\"system\":\"%s\",\"round\":%d,\"count\":%d,\"nanos\":%d,"
                        + "\"cpuNanos\":%d,\"medianNanos\":%d,\"p99Nanos\":%d,\"p999Nanos\":%d,\"maxNanos\":%d,\"loadAverage\":%.2f}",
                time,
                kind,
                parameter,
                system,
                number,
                count,
                nanos,
                cpuNanos,
                median,
                p99,
                p999,
                max,
                load);
    }
}
