package io.sakia.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordColumnsTest {
    @Test
    void holdsWhatAListHolds() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Object> expected = new ArrayList<>();
            RecordColumns<Object> records = new RecordColumns<>();
            int kinds = random.nextInt(6);
            int count = random.nextInt(100);
            for (int i = 0; i < count; i++) {
                if (random.nextInt(30) == 0) {
                    records.expect(random.nextInt(50));
                }
                Object record = record(random, kinds);
                expected.add(record);
                if (record instanceof Pair<?, ?> pair && random.nextBoolean()) {
                    int key = Kind.of(pair.key());
                    int value = Kind.of(pair.value());
                    records.add(
                            key,
                            Kind.bits(key, pair.key()),
                            Kind.beside(key, pair.key()),
                            value,
                            Kind.bits(value, pair.value()),
                            Kind.beside(value, pair.value()));
                } else {
                    records.add(record);
                }
            }
            records.trim();
            assertThat(records).as("seed %s", seed).isEqualTo(expected);
            assertThat(new ArrayList<>(records)).isEqualTo(expected);
        }
    }

    @Test
    void keepsPairsOfNumbersAsBits() {
        RecordColumns<Pair<Long, Double>> records = new RecordColumns<>();
        for (int i = 0; i < 100; i++) {
            records.add(Pair.of((long) i, i / 2.0));
        }
        assertThat(records.keys().kind()).isEqualTo(Kind.LONG);
        assertThat(records.values().kind()).isEqualTo(Kind.DOUBLE);
        assertThat(records.get(99)).isEqualTo(Pair.of(99L, 49.5));
    }

    @Test
    void keepsPairsWithoutNumbersAsTheyAre() {
        Pair<String, String> pair = Pair.of("a", "b");
        RecordColumns<Pair<String, String>> records = new RecordColumns<>();
        records.add(pair);
        assertThat(records.keys()).isNull();
        assertThat(records.get(0)).isSameAs(pair);
    }

    @Test
    void travelsAsAList() throws Exception {
        RecordColumns<Object> records = new RecordColumns<>();
        records.add(Pair.of(1L, "one"));
        records.add(Pair.of(2L, "two"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(records);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(records);
        }
    }

    private static Object record(Random random, int kinds) {
        int kind = kinds == 5 ? random.nextInt(5) : kinds;
        return switch (kind) {
            case 0 -> Pair.of(random.nextLong(), random.nextInt());
            case 1 -> Pair.of("k" + random.nextInt(9), random.nextDouble());
            case 2 -> Pair.of("k", random.nextBoolean() ? "v" : null);
            case 3 -> "text " + random.nextInt(9);
            default -> Pair.of(random.nextInt(10) == 0 ? (Object) "late" : (Object) 7L, null);
        };
    }

    @Test
    void aPartIsAListOfItsOwn() {
        for (List<Object> records : List.of(
                List.<Object>of(Pair.of("a", 1L), Pair.of("b", 2L), Pair.of("c", 3L), Pair.of("d", 4L)),
                List.<Object>of("x", Pair.of("b", 2L), "y", 7))) {
            RecordColumns<Object> all = new RecordColumns<>();
            all.addAll(records);
            RecordColumns<Object> part = all.part(1, 3);
            assertThat(part).isEqualTo(records.subList(1, 3));
            assertThat(all.part(4, 4)).isEmpty();
            part.add(Pair.of("e", 5L));
            part.add("end");
            assertThat(part).hasSize(4).endsWith("end");
            assertThat(all).isEqualTo(records);
        }
    }
}
