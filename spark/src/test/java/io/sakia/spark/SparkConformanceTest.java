package io.sakia.spark;

import io.sakia.conformance.ConformanceSuite;

/** The conformance suite on Spark, in its short form: every operation once. */
class SparkConformanceTest extends ConformanceSuite {
    SparkConformanceTest() {
        super(Extent.SHORT, "spark-local[2]");
    }
}
