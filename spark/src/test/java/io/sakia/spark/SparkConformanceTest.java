package io.sakia.spark;

import io.sakia.conformance.ConformanceSuite;
import java.util.Locale;

/**
 * The conformance suite on Spark, in its short form: every operation once. With {@code -Dsakia.conformance=all} behind the command it is
 * the whole suite, which takes many minutes.
 */
class SparkConformanceTest extends ConformanceSuite {
    SparkConformanceTest() {
        super(
                Extent.valueOf(System.getProperty("sakia.conformance", "short").toUpperCase(Locale.ROOT)),
                "spark-local[2]");
    }
}
