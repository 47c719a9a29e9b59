package io.sakia.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.rdd.SakiaConf;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetiredTest {
    private static final long MUCH = 1L << 40;

    /** Epochs of two batches, a second each; each lets go of one file. */
    private static void epochs(Retired retired, int from, int to) {
        for (int epoch = from; epoch <= to; epoch++) {
            retired.epoch(2L * epoch, 2000L * epoch, 2L * epoch - 1, Map.of("file" + epoch, 10L));
        }
    }

    private static Retired retired(Retention retention) {
        Retired retired = new Retired(retention);
        retired.segment(1, 0, 0);
        return retired;
    }

    @Test
    void whatNoRetainedBatchNeedsIsFreed() {
        Retired retired = retired(new Retention(4, 0, MUCH));
        epochs(retired, 1, 2);
        assertThat(retired.free().files()).isEmpty();
        epochs(retired, 3, 3); // batches 3 to 6 are retained
        Retired.Freed freed = retired.free();
        assertThat(freed.files()).containsExactly("file1");
        assertThat(freed.oldest()).isEqualTo(1);
        assertThat(retired.files()).containsExactlyInAnyOrder("file2", "file3");
        assertThat(retired.free().files()).isEmpty();
    }

    @Test
    void anEpochStaysAsLongAsOneOfItsBatches() {
        Retired retired = retired(new Retention(3, 0, MUCH));
        epochs(retired, 1, 2); // batches 2 to 4
        assertThat(retired.free().files()).isEmpty();
    }

    @Test
    void timeRetainsToo() {
        Retired retired = retired(new Retention(0, 4000, MUCH));
        epochs(retired, 1, 4);
        assertThat(retired.free().files()).containsExactly("file1");
    }

    @Test
    void nothingIsRetainedUnlessItIsWanted() {
        Retired retired = retired(Retention.NONE);
        epochs(retired, 1, 2);
        retired.segment(2, 4, 4000);
        Retired.Freed freed = retired.free();
        assertThat(freed.files()).containsExactlyInAnyOrder("file1", "file2");
        assertThat(freed.oldest()).isEqualTo(3);
        assertThat(freed.firstSegment()).isEqualTo(2);
    }

    @Test
    void statesThatWeighTooMuchAreLetGoOfFromTheOldestOn() {
        Retired retired = retired(new Retention(100, 0, 25));
        epochs(retired, 1, 4);
        assertThat(retired.free().files()).containsExactlyInAnyOrder("file1", "file2");
        epochs(retired, 5, 5);
        assertThat(retired.free().files()).containsExactly("file3");
    }

    @Test
    void aSegmentStaysThatHoldsARetainedBatchOrWhatIsNeededToUnderstandIt() {
        Retired retired = retired(new Retention(4, 0, MUCH));
        epochs(retired, 1, 2);
        retired.segment(2, 4, 4000);
        epochs(retired, 3, 3); // batches 3 to 6 are retained, and 3 stands in segment 1
        assertThat(retired.free().firstSegment()).isEqualTo(1);
        epochs(retired, 4, 4); // 5 to 8
        assertThat(retired.free().firstSegment()).isEqualTo(2);
    }

    @Test
    void aProgramThatIsStartedOverAndOverKeepsSomeSegmentsOnly() {
        Retired retired = retired(new Retention(100, 0, MUCH));
        epochs(retired, 1, 1);
        for (int segment = 2; segment <= 3 * Retired.MOST_SEGMENTS; segment++) {
            retired.segment(segment, 2, 2000);
        }
        Retired.Freed freed = retired.free();
        assertThat(freed.files()).containsExactly("file1");
        assertThat(freed.firstSegment()).isEqualTo(3 * Retired.MOST_SEGMENTS);
    }

    @Test
    void theSettingIsANumberOfBatchesOrATime() {
        SakiaConf conf = new SakiaConf();
        assertThat(Retention.of(conf)).isEqualTo(new Retention(100, 0, 256L << 20));
        assertThat(Retention.of(conf.set("sakia.checkpoint.retain", "7"))).isEqualTo(new Retention(7, 0, 256L << 20));
        conf.set("sakia.checkpoint.retain", "10m").set("sakia.checkpoint.retainBytes", "5");
        assertThat(Retention.of(conf)).isEqualTo(new Retention(0, 600_000, 5));
        assertThatThrownBy(() -> Retention.of(new SakiaConf().set("sakia.checkpoint.retain", "much")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sakia.checkpoint.retain is 'much'; it may be a number of batches, such as 1000, or a time,"
                        + " such as 10m");
    }
}
