package io.sakia.spark;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master URL that this engine knows, as Spark spells it.
 *
 * <pre>
 *   spark-local ──► local[1,4]     spark-local[3] ──► local[3,4]     spark-local[*] ──► local[*,4]
 * </pre>
 *
 * @param url what Spark gets; the number after the comma is how often a task is tried
 */
record SparkMaster(String url) {
    /** For messages. */
    static final String KNOWN = "spark-local[N], spark-local[*]";

    private static final String LOCAL = "spark-local";
    private static final int ATTEMPTS = 4;
    private static final Pattern LOCAL_FORM = Pattern.compile("spark-local(?:\\[(\\*|\\d{1,9})])?");
    private static final List<String> CLUSTERS = List.of("spark://", "yarn", "k8s://");

    /** Whether a master URL is Spark's, even if it is malformed or a cluster's. */
    static boolean isSparks(String master) {
        return master.startsWith(LOCAL) || isCluster(master);
    }

    /** Reads a master URL of Spark's; an {@link IllegalArgumentException} with one clear line otherwise. */
    static SparkMaster parse(String master) {
        if (isCluster(master)) {
            throw new IllegalArgumentException("the master '" + master
                    + "' is a Spark cluster, and clusters are not supported yet: use one of " + KNOWN);
        }
        Matcher form = LOCAL_FORM.matcher(master);
        if (!form.matches()) {
            throw new IllegalArgumentException("the master '" + master + "' is malformed: use one of " + KNOWN);
        }
        String threads = form.group(1) == null ? "1" : form.group(1);
        if (!threads.equals("*") && Integer.parseInt(threads) == 0) {
            throw new IllegalArgumentException(
                    "the master '" + master + "' has no thread: use at least spark-local[1]");
        }
        return new SparkMaster("local[" + threads + "," + ATTEMPTS + "]");
    }

    private static boolean isCluster(String master) {
        return CLUSTERS.stream().anyMatch(master::startsWith);
    }
}
