package io.sakia.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How jobs share the executor threads.
 *
 * <pre>
 *   sakia.scheduler.mode                  FAIR (jobs in turn, pools by weight) or FIFO (jobs one after another); FAIR if not set
 *   sakia.scheduler.pool.NAME.weight      1 if not set
 *   sakia.scheduler.pool.NAME.minShare    0 if not set
 *   sakia.scheduler.pool.NAME.mode        FAIR or FIFO among the jobs of the pool; FAIR if not set
 *   sakia.executor.minThreads             threads that stay when there is nothing to do; 0 if not set
 *   sakia.executor.idleTimeout            seconds after which an idle thread beyond these ends; 60 if not set
 * </pre>
 *
 * @param fifo whether all jobs are served in the order in which they came, whatever their pool
 * @param minThreads idle threads that stay
 * @param idleTimeout how long any other thread stays idle
 * @param settings where pools look for theirs
 */
record SchedulerSettings(boolean fifo, int minThreads, Duration idleTimeout, Map<String, String> settings) {
    private static final String MODE = "sakia.scheduler.mode";
    private static final String POOL = "sakia.scheduler.pool.";

    /** Jobs in turn. */
    static final SchedulerSettings DEFAULT = of(Map.of());

    /** Reads the settings of a context; an {@link IllegalArgumentException} with one clear line if one of them can't be meant. */
    static SchedulerSettings of(Map<String, String> settings) {
        SchedulerSettings read = new SchedulerSettings(
                isFifo(settings, MODE),
                number(settings, "sakia.executor.minThreads", 0, 0, Integer.MAX_VALUE),
                Duration.ofSeconds(number(settings, "sakia.executor.idleTimeout", 60, 1, Integer.MAX_VALUE)),
                settings);
        settings.keySet().stream().filter(key -> key.startsWith(POOL)).forEach(read::check);
        return read;
    }

    /** The name of the pool in which a job that names {@code pool} is served. */
    String poolOf(String pool) {
        return fifo ? "" : pool;
    }

    /** How a pool is served. */
    PoolSettings pool(String name) {
        if (fifo) {
            return PoolSettings.FIFO;
        }
        String prefix = POOL + name + ".";
        return new PoolSettings(
                number(settings, prefix + "weight", 1, 1, PoolSettings.HEAVIEST),
                number(settings, prefix + "minShare", 0, 0, Integer.MAX_VALUE),
                isFifo(settings, prefix + "mode"));
    }

    private void check(String key) {
        int dot = key.lastIndexOf('.');
        Predicate<String> known = name -> name.equals("weight") || name.equals("minShare") || name.equals("mode");
        if (dot < POOL.length() || !known.test(key.substring(dot + 1))) {
            throw new IllegalArgumentException("there is no setting " + key + ": of a pool " + POOL + "NAME.weight, "
                    + POOL + "NAME.minShare and " + POOL + "NAME.mode can be set");
        }
        new SchedulerSettings(false, minThreads, idleTimeout, settings).pool(key.substring(POOL.length(), dot));
    }

    private static boolean isFifo(Map<String, String> settings, String key) {
        String mode = settings.getOrDefault(key, "FAIR");
        if (!mode.equalsIgnoreCase("FIFO") && !mode.equalsIgnoreCase("FAIR")) {
            throw new IllegalArgumentException(key + " is '" + mode + "', but must be FIFO or FAIR");
        }
        return mode.equalsIgnoreCase("FIFO");
    }

    private static int number(Map<String, String> settings, String key, int otherwise, int least, int most) {
        String text = settings.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.trim());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, together with the range
        }
        throw new IllegalArgumentException(
                key + " is '" + text + "', but must be a whole number from " + least + " to " + most);
    }
}
