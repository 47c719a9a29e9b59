package io.sakia.rdd;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of a context. Keys begin with {@code sakia.}; values are text.
 *
 * <pre>{@code new SakiaConf().setMaster("local[2]").setAppName("clicks").set("sakia.default.parallelism", "8")}</pre>
 */
public final class SakiaConf {
    private final Map<String, String> settings = new TreeMap<>();

    /** Settings of their own: the master {@code local[*]}, nothing else. */
    public SakiaConf() {
        settings.put("sakia.master", "local[*]");
    }

    /** A copy of other settings. */
    public SakiaConf(SakiaConf other) {
        settings.putAll(other.settings);
    }

    /** The master URL: {@code local[4]} for 4 threads, {@code local[*]} for as many as there are cores. */
    public SakiaConf setMaster(String master) {
        return set("sakia.master", master);
    }

    /** The application's name, for people. */
    public SakiaConf setAppName(String name) {
        return set("sakia.app.name", name);
    }

    /** Sets one key. */
    public SakiaConf set(String key, String value) {
        if (!key.startsWith("sakia.")) {
            throw new IllegalArgumentException("a setting's key begins with 'sakia.', unlike '" + key + "'");
        }
        settings.put(key, value);
        return this;
    }

    /** The master URL. */
    public String master() {
        return get("sakia.master").orElse("local[*]");
    }

    /** The application's name. */
    public String appName() {
        return get("sakia.app.name").orElse("sakia");
    }

    /** The value of a key. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** The value of a key as a whole number of at least {@code least}. */
    public Optional<Long> getLong(String key, long least) {
        return get(key).map(text -> {
            try {
                long value = Long.parseLong(text.trim());
                if (value >= least) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below, together with the range
            }
            throw new IllegalArgumentException(
                    key + " is '" + text + "', but must be a whole number of at least " + least);
        });
    }

    /** All settings, by key. */
    public Map<String, String> all() {
        return Map.copyOf(settings);
    }
}
