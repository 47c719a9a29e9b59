package io.sakia.embedded.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.local.SizeEstimator;
import org.junit.jupiter.api.Test;

/** Samples against measuring all. */
class SizeSampleTest {
    @Test
    void aSampleFollowsRecordsThatChangeTheirSize() {
        SizeSample sample = new SizeSample();
        long truth = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] record = new byte[i % 64 == 0 ? 10_000 : i < 25_000 ? 10 : 500];
            truth += SizeEstimator.of(record);
            sample.add(record);
        }
        assertThat(sample.count()).isEqualTo(50_000);
        assertThat((double) sample.bytes() / truth).isBetween(0.8, 1.25);
    }
}
