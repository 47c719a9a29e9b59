package io.sakia.conformance;

import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedConformanceTest extends ConformanceSuite {
    EmbeddedConformanceTest() {
        super(Extent.ALL, "local[1]", "local[2]");
    }
}
