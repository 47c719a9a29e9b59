package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.column.RecordColumns;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Wire;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Panes in the forms in which they were stored when each key turned its own over, and in today's. */
class StoredPanesTest {
    private static final StateFormat<KeyPanes<String>> FORMAT =
            StateFormat.panes(StateFormat.any(Codecs.standard()), false);

    /** A key's panes as they were kept: a front and a back of its own, and an open pane. */
    private static final class OldPanes {
        final NavigableMap<Long, String> panes = new TreeMap<>();
        final boolean running;
        final int front;

        OldPanes(Random random, boolean running) {
            this.running = running;
            long number = random.nextInt(6);
            for (int i = 1 + random.nextInt(9); i > 0; i--) {
                panes.put(number, "." + number);
                number += 1 + random.nextInt(3);
            }
            this.front = panes.size() == 1 ? 0 : 1 + random.nextInt(panes.size() - 1);
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Writer out = new Writer(new DataOutputStream(bytes));
            out.out.writeByte(running ? 2 : 1);
            out.out.writeBoolean(true);
            out.entry(panes.lastKey(), panes.lastEntry().getValue());
            List<Long> closed = new ArrayList<>(panes.headMap(panes.lastKey()).keySet());
            List<Long> older = closed.subList(0, front);
            List<Long> newer = closed.subList(front, closed.size());
            Wire.writeUnsigned(out.out, older.size());
            for (int i = 0; i < older.size(); i++) {
                out.entry(older.get(i), running ? panes.get(older.get(i)) : joined(older.subList(i, older.size())));
            }
            Wire.writeUnsigned(out.out, newer.size());
            for (int i = newer.size() - 1; i >= 0; i--) {
                out.entry(newer.get(i), panes.get(newer.get(i)));
                if (!running) {
                    out.value(joined(newer.subList(0, i + 1)));
                }
            }
            if (running && !older.isEmpty()) {
                out.value(joined(closed));
                out.number(closed.get(closed.size() - 1));
            }
            return bytes.toByteArray();
        }

        String joined(Iterable<Long> numbers) {
            StringBuilder all = new StringBuilder();
            numbers.forEach(number -> all.append(panes.get(number)));
            return all.toString();
        }
    }

    private static final class Writer {
        final DataOutputStream out;
        long last;

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void entry(long number, String value) throws IOException {
            number(number);
            value(value);
        }

        void number(long number) throws IOException {
            Wire.writeSigned(out, number - last);
            last = number;
        }

        void value(String value) throws IOException {
            out.writeBoolean(true);
            StateFormat.<String>any(Codecs.standard()).write(value, out);
        }
    }

    /** Concatenation tells the order of parts; its inverse checks that what is taken away stands in front. */
    private static Aggregate<Object, Object, Object> concatenation(boolean subtracts) {
        Aggregate<String, ?, String> plain = Aggregate.reduce((older, newer) -> older + newer);
        Aggregate<String, ?, String> inverse = Aggregate.reduce((older, newer) -> older + newer, (total, oldest) -> {
            assertThat(total).startsWith(oldest);
            return total.substring(oldest.length());
        });
        return any(subtracts ? inverse : plain);
    }

    @SuppressWarnings("unchecked")
    private static Aggregate<Object, Object, Object> any(Aggregate<String, ?, String> aggregate) {
        return (Aggregate<Object, Object, Object>) (Aggregate<?, ?, ?>) aggregate;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void whatWasStoredKeyByKeyGoesOn(int kinds) throws Exception {
        boolean storedRunning = (kinds & 1) != 0;
        boolean storedBoth = (kinds & 2) != 0; // some keys were stored before the program had an inverse
        boolean subtracts = (kinds & 4) != 0;
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StateTable<String, KeyPanes<String>> stored = new StateTable<>();
            Map<String, NavigableMap<Long, String>> model = new LinkedHashMap<>();
            long newest = 0;
            for (int key = 0; key < 5; key++) {
                OldPanes old = new OldPanes(random, storedBoth ? random.nextBoolean() : storedRunning);
                String name = "k" + key;
                stored.repeat(StateVisitor.Change.LAST, name, StableHash.of(name), read(old.bytes()));
                model.put(name, old.panes);
                newest = Math.max(newest, old.panes.lastKey());
            }
            WindowTable table = WindowFill.table(stored, subtracts, false, "stored", 7);
            slideOn(random, table, subtracts, model, newest);
        }
    }

    private static void slideOn(
            Random random,
            WindowTable table,
            boolean subtracts,
            Map<String, NavigableMap<Long, String>> model,
            long newest)
            throws Exception {
        SlideLoops loops = new SlideCopies()
                .loops(
                        TaskFunction.shared(concatenation(subtracts)),
                        StateCopier.immutable(),
                        Origin.internal("test"),
                        table.keys());
        int length = 1 + random.nextInt(8);
        String version = "stored";
        long pane = newest;
        for (int step = 0; step < 30; step++) {
            pane += step == 0 ? 0 : random.nextInt(3);
            table.start(Objects.requireNonNull(table.versions().find(version)), null);
            table.openPane(pane);
            for (int i = random.nextInt(3); i > 0; i--) {
                add(table, "k" + random.nextInt(7), pane, "." + pane + "," + step, loops, model);
            }
            long first = pane - length + 1;
            RecordColumns<Object> out = new RecordColumns<>();
            table.slide(first, pane, loops, null, out);
            model.values().forEach(panes -> panes.headMap(first).clear());
            model.values().removeIf(Map::isEmpty);
            List<Object> expected = new ArrayList<>();
            model.forEach((key, panes) -> expected.add(Pair.of(key, String.join("", panes.values()))));
            assertThat(new ArrayList<>(out)).isEqualTo(expected);
            version = "v" + step;
            table.commit(version, 8 + step);
        }
    }

    private static void add(
            WindowTable table,
            String key,
            long pane,
            String text,
            SlideLoops loops,
            Map<String, NavigableMap<Long, String>> model)
            throws Exception {
        long hash = StableHash.of(key);
        int slot = table.find(Kind.OBJECT, 0, key, hash);
        table.add(slot >= 0 ? slot : table.append(Kind.OBJECT, 0, key, hash), Kind.OBJECT, 0, text, loops);
        model.computeIfAbsent(key, k -> new TreeMap<>()).merge(pane, text, String::concat);
    }

    @Test
    void readsTheTotalsOfOldPanesAsTheyAre() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            for (boolean running : new boolean[] {false, true}) {
                OldPanes old = new OldPanes(new Random(seed), running);
                KeyPanes<String> panes = read(old.bytes());
                assertThat(panes.isRunning()).isEqualTo(running);
                assertThat(panes.total(Long.MIN_VALUE, String::concat)).isEqualTo(old.joined(old.panes.keySet()));
                assertThat(panes).hasToString("panes " + old.panes.firstKey() + " to " + old.panes.lastKey());
            }
        }
    }

    @Test
    void aTotalLeavesOutOlderPanes() throws Exception {
        KeyPanes<String> panes = panes(2, 2, 1, "p3p4", "f1f2", "f2", "p3", "p4", "p5");
        assertThat(panes.total(1, String::concat)).isEqualTo("f1f2p3p4p5");
        assertThat(panes.total(2, String::concat)).isEqualTo("f2p3p4p5");
        assertThat(panes.total(3, String::concat)).isEqualTo("p3p4p5");
        assertThat(panes.total(4, String::concat)).isEqualTo("p4p5");
        assertThat(panes.total(5, String::concat)).isEqualTo("p5");
        assertThat(panes.total(6, String::concat)).isNull();
    }

    @Test
    void everyTruncationIsAnIOException() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FORMAT.write(panes(2, 2, 1, "p3p4", "f1f2", "f2", "p3", "p4", "p5"), new DataOutputStream(bytes));
        for (byte[] whole : List.of(
                bytes.toByteArray(),
                new OldPanes(new Random(1), false).bytes(),
                new OldPanes(new Random(1), true).bytes())) {
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
            }
        }
        assertThatThrownBy(() -> read(new byte[] {9})).hasMessage("9 is no form of panes");
    }

    /** Panes 1, 2, 3 …, so many in the front, in the back and pending. */
    private static KeyPanes<String> panes(int front, int back, int pending, String total, String... values) {
        long[] numbers = new long[values.length];
        Cells cells = new Cells(values.length);
        for (int i = 0; i < values.length; i++) {
            numbers[i] = i + 1;
            cells.set(i, values[i]);
        }
        return new KeyPanes<String>(false, numbers, cells).at(0, front, back, pending, total);
    }

    private static KeyPanes<String> read(byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        KeyPanes<String> panes = FORMAT.read(new DataInputStream(in));
        assertThat(in.available()).isZero();
        return panes;
    }
}
