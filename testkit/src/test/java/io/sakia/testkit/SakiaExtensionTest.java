package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SakiaExtensionTest {
    private static final List<StreamTester> TESTERS = new ArrayList<>();

    @BeforeEach
    void forget() {
        TESTERS.clear();
    }

    @Test
    void oneTesterServesATestAndIsClosedAfterIt() {
        assertThat(run("passes").getThrowable()).isEmpty();

        assertThat(TESTERS).hasSize(2);
        assertThat(TESTERS.get(0)).isSameAs(TESTERS.get(1));
        assertThat(TESTERS.get(0).context().getState()).isEqualTo(StreamingContextState.STOPPED);
    }

    @Test
    void aFailingTestShowsWhatHappened() {
        Throwable failure = run("fails").getThrowable().orElseThrow();

        assertThat(failure).hasMessageContaining("expected something else");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .hasMessageStartingWith("what the stream tester saw:")
                        .hasMessageContaining("numbers ◄ [1, 2]")
                        .hasMessageContaining("batch 1 at 5s")
                        .hasMessageContaining("    same ► [1, 2]"));
    }

    @Test
    void settingsOfTheMethodReplaceThoseOfTheClass() {
        assertThat(run("passes").getThrowable()).isEmpty();
        assertThat(TESTERS.get(0).context().interval()).isEqualTo(BatchInterval.fixed(Durations.seconds(5)));
        assertThat(TESTERS.get(0).context().defaultParallelism()).isEqualTo(2);

        forget();
        assertThat(run("hasSettings").getThrowable()).isEmpty();
        assertThat(TESTERS.get(0).context().interval()).isEqualTo(BatchInterval.selfClocked());
        assertThat(TESTERS.get(0).context().defaultParallelism()).isEqualTo(3);
    }

    @Test
    void aSettingWithoutAValueIsRefused() {
        assertThat(run("hasAWrongSetting").getThrowable().orElseThrow())
                .hasStackTraceContaining("@StreamSettings(conf = …) takes key=value, not 'sakia.default.parallelism'");
    }

    private static TestExecutionResult run(String method) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Cases.class, method, StreamTester.class))
                .build();
        List<TestExecutionResult> results = new ArrayList<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.add(result);
                }
            }
        });
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    /** Run by the tests above, not by themselves. */
    @ExtendWith(SakiaExtension.class)
    @StreamSettings(interval = "5s")
    static class Cases {
        @BeforeEach
        void prepare(StreamTester tester) {
            TESTERS.add(tester);
        }

        @Test
        void passes(StreamTester tester) {
            runBatch(tester);
            TESTERS.add(tester);
        }

        @Test
        void fails(StreamTester tester) {
            runBatch(tester);
            fail("expected something else");
        }

        @Test
        @StreamSettings(interval = "auto", conf = "sakia.default.parallelism=3")
        void hasSettings(StreamTester tester) {
            runBatch(tester);
        }

        @Test
        @StreamSettings(conf = "sakia.default.parallelism")
        void hasAWrongSetting(StreamTester tester) {
            runBatch(tester);
        }

        private static void runBatch(StreamTester tester) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.output("same");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .map(number -> number)
                    .named("same"));
            numbers.add(1, 2);
            tester.tick();
        }
    }
}
