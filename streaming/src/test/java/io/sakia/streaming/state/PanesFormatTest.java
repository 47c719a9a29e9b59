package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanesFormatTest {
    private static final StateFormat<Panes<Double>> FORMAT = StateFormat.panes(StateFormat.any(Codecs.standard()));
    private static final PaneFold<Double> STACKED = PaneFold.of(Double::sum);
    private static final PaneFold<Double> RUNNING = PaneFold.of(Double::sum, (total, oldest) -> total - oldest);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnToTheBitAsIfItHadStayedInMemory(boolean running) throws Exception {
        PaneFold<Double> fold = running ? RUNNING : STACKED;
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Panes<Double> kept = fold.noPanes();
            Panes<Double> stored = fold.noPanes();
            long pane = random.nextLong() >> random.nextInt(40);
            for (int step = 0; step < 60; step++) {
                stored = read(write(stored));
                if (random.nextInt(3) > 0) {
                    pane += random.nextInt(4);
                    double value = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
                    long at = kept.isEmpty() ? pane : Math.max(pane, kept.newestPane());
                    kept = kept.add(at, old -> old == null ? value : old + value, fold);
                    stored = stored.add(at, old -> old == null ? value : old + value, fold);
                } else {
                    long from = pane - random.nextInt(12);
                    kept = kept.evictBefore(from, fold);
                    stored = stored.evictBefore(from, fold);
                }
                assertThat(write(stored)).isEqualTo(write(kept));
                assertThat(stored.isEmpty()).isEqualTo(kept.isEmpty());
                if (!kept.isEmpty()) {
                    assertThat(stored.total(fold)).isEqualTo(kept.total(fold)); // equal to the bit, as Double has it
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsManyPanesWithoutDeepCalls(boolean running) throws Exception {
        PaneFold<Double> fold = running ? RUNNING : STACKED;
        Panes<Double> panes = fold.noPanes();
        for (int pane = 0; pane < 100_000; pane++) {
            panes = panes.add(pane, old -> 1.0, fold);
        }
        panes = panes.evictBefore(10, fold); // turned over
        for (int pane = 100_000; pane < 200_000; pane++) {
            panes = panes.add(pane, old -> 1.0, fold);
        }
        Panes<Double> same = read(write(panes));
        assertThat(same.total(fold)).isEqualTo(199_990.0);
        assertThat(same.evictBefore(150_000, fold).total(fold)).isEqualTo(50_000.0);
    }

    @Test
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    void storesPartialsThatAreNull() throws Exception {
        PaneFold<@Nullable Long> fold = PaneFold.of((a, b) -> a == null ? b : b == null ? a : Long.valueOf(a + b));
        StateFormat<Panes<@Nullable Long>> format = StateFormat.panes(StateFormat.any(Codecs.standard()));
        Panes<@Nullable Long> panes = fold.noPanes();
        for (int pane = 0; pane < 6; pane++) {
            Long partial = pane % 2 == 0 ? null : Long.valueOf(pane);
            panes = panes.add(pane, old -> partial, fold);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(panes, new DataOutputStream(bytes));
        Panes<@Nullable Long> same = format.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(same.total(fold)).isEqualTo(9L);
        assertThat(same.evictBefore(4, fold).total(fold)).isEqualTo(5L);
    }

    @Test
    void everyTruncationIsAnIOException() throws Exception {
        Panes<Double> panes = Panes.stacked();
        for (int pane = 0; pane < 20; pane++) {
            panes = panes.add(pane * 3L, old -> 0.5, STACKED).evictBefore(pane - 5, STACKED);
        }
        byte[] bytes = write(panes);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] write(Panes<Double> panes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FORMAT.write(panes, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Panes<Double> read(byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        Panes<Double> panes = FORMAT.read(new DataInputStream(in));
        assertThat(in.available()).isZero();
        return panes;
    }
}
