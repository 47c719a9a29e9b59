package io.sakia.embedded.disk;

import static io.sakia.embedded.disk.RecordFormatTest.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collections come back in their class and in their order. */
@SuppressWarnings("JdkObsolete") // a LinkedList is one of them
class CollectionFormsTest {
    static Stream<Collection<?>> collections() {
        List<String> words = List.of("one", "two", "three", "four");
        return Stream.of(
                new ArrayList<>(words),
                new ArrayList<>(),
                new LinkedList<>(words),
                new ArrayDeque<>(words),
                List.of(),
                List.of(1),
                List.of(1, 2),
                List.of(1, 2, 3),
                Stream.of("a", null).toList(),
                Stream.of("a", "b").toList(),
                Arrays.asList("a", null, "c"),
                Arrays.asList(),
                new HashSet<>(words),
                new LinkedHashSet<>(words),
                new TreeSet<>(words),
                new TreeSet<>(words).descendingSet(),
                EnumSet.of(TimeUnit.DAYS, TimeUnit.NANOSECONDS),
                Set.of(),
                Set.of(1),
                Set.of(2, 1),
                Set.of(1, 2, 3),
                Collections.unmodifiableList(new ArrayList<>(words)),
                Collections.unmodifiableList(new LinkedList<>(words)),
                Collections.unmodifiableSet(new HashSet<>(words)),
                Collections.unmodifiableSet(new LinkedHashSet<>(words)),
                Collections.unmodifiableSet(Set.copyOf(words)),
                Collections.unmodifiableSortedSet(new TreeSet<>(words)),
                Collections.emptyList(),
                Collections.singletonList(null),
                Collections.singleton("x"),
                Collections.nCopies(5, "x"),
                Collections.synchronizedList(new ArrayList<>(words)));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void collectionsComeBack(Collection<?> collection) {
        Collection<?> back = (Collection<?>) through(collection);
        assertThat(back).isNotNull().hasSameClassAs(collection);
        assertThat(new ArrayList<Object>(back)).isEqualTo(new ArrayList<Object>(collection));
        if (!(collection instanceof ArrayDeque)) {
            assertThat(back.equals(collection)).isTrue();
        }
    }

    static Stream<Map<?, ?>> maps() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        IntStream.range(0, 20).forEach(i -> numbers.put("key" + i * 37 % 20, i));
        Map<String, Integer> nulls = new HashMap<>();
        nulls.put(null, 1);
        nulls.put("x", null);
        TreeMap<String, Integer> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(numbers);
        TreeMap<String, Integer> byLength =
                new TreeMap<>(Comparator.comparingInt(String::length).thenComparing((a, b) -> b.compareTo(a)));
        byLength.putAll(numbers);
        return Stream.of(
                new HashMap<>(numbers),
                new HashMap<>(),
                nulls,
                numbers,
                new TreeMap<>(numbers),
                backwards,
                byLength,
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1, TimeUnit.HOURS, 2)),
                Map.of(),
                Map.of("a", 1),
                Map.of("a", 1, "b", 2),
                Map.copyOf(numbers),
                Collections.unmodifiableMap(new HashMap<>(numbers)),
                Collections.unmodifiableMap(Map.copyOf(numbers)),
                Collections.emptyMap(),
                Collections.singletonMap("a", null));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void mapsComeBack(Map<?, ?> map) {
        Map<?, ?> back = (Map<?, ?>) through(map);
        assertThat(back).isNotNull().hasSameClassAs(map);
        assertThat(back.toString()).isEqualTo(map.toString());
        assertThat(back.equals(map)).isTrue();
    }

    @Test
    void nullHostileListsStayEqual() {
        for (int size = 0; size < 6; size++) {
            List<Integer> list = IntStream.range(0, size).boxed().toList();
            List<Integer> hostile = List.copyOf(list);
            assertThat(through(hostile)).isEqualTo(hostile).hasSameClassAs(hostile);
        }
    }

    @Test
    void aPartOfAListBecomesAListOfItsOwn() {
        List<Integer> all = new ArrayList<>(List.of(1, 2, 3, 4));
        assertThat(through(all.subList(1, 3))).isEqualTo(List.of(2, 3));
        assertThat(through(List.of(1, 2, 3, 4).subList(1, 3))).isEqualTo(List.of(2, 3));
    }

    @Test
    void comparatorsAreTheVerySame() {
        Comparator<String> lambda = (a, b) -> b.compareTo(a);
        TreeMap<String, Integer> map = new TreeMap<>(lambda);
        map.put("a", 1);
        assertThat(((TreeMap<?, ?>) through(map)).comparator()).isSameAs((Object) lambda);
        TreeSet<String> set = new TreeSet<>(lambda);
        assertThat(((TreeSet<?>) through(set)).comparator()).isSameAs((Object) lambda);
    }

    @Test
    void comparatorsThatAreMadeForEachTreeAreWrittenByJava() {
        RecordFormat format = new RecordFormat();
        RecordOutput out = new RecordOutput(64);
        for (int i = 0; i < 300; i++) {
            TreeMap<String, Integer> map = new TreeMap<>(new OfItsOwn(i));
            map.put("a", i);
            map.put("b", i);
            out.clear();
            format.write(map, out);
            Object back = format.read(new RecordInput(out.toByteArray(), 0, out.size()));
            assertThat(back).hasToString(map.toString());
        }
    }

    private record OfItsOwn(int number) implements Comparator<String>, java.io.Serializable {
        @Override
        public int compare(String a, String b) {
            return b.compareTo(a);
        }
    }

    /** Tables that are longer than they would be for their content, and elements that fall on one place. */
    @Test
    void hashedCollectionsKeepTheirOrder() {
        Random random = new Random(17);
        for (int round = 0; round < 400; round++) {
            HashMap<Object, Integer> map =
                    random.nextBoolean() ? new HashMap<>() : new HashMap<>(random.nextInt(200), 0.5f);
            int size = random.nextInt(60);
            for (int i = 0; i < size; i++) {
                map.put(element(random), i);
            }
            int gone = random.nextInt(size + 1);
            List<Object> keys = new ArrayList<>(map.keySet());
            Collections.shuffle(keys, random);
            keys.stream().limit(gone).forEach(map::remove);
            assertSameOrder(map.entrySet(), ((Map<?, ?>) through(map)).entrySet(), round);
            HashSet<Object> set = new HashSet<>(100);
            set.addAll(keys);
            set.retainAll(map.keySet());
            assertSameOrder(set, (Collection<?>) through(set), round);
            // What is added later goes to the same place, too.
            Map<Object, Integer> back = anyMap(through(map));
            for (int i = 0; i < 100; i++) {
                Object more = element(random);
                map.put(more, i);
                back.put(more, i);
            }
            assertSameOrder(map.entrySet(), back.entrySet(), round);
        }
    }

    @Test
    void immutableSetsAndMapsKeepTheirOrder() {
        Random random = new Random(18);
        for (int round = 0; round < 400; round++) {
            int size = random.nextInt(40);
            Map<Object, Integer> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(element(random), i);
            }
            List<Object> keys = new ArrayList<>(map.keySet());
            Collections.shuffle(keys, random);
            Set<?> set = Set.of(keys.toArray());
            assertSameOrder(set, (Collection<?>) through(set), round);
            Map<Object, Integer> shuffled = new LinkedHashMap<>();
            keys.forEach(key -> shuffled.put(key, 1));
            Map<?, ?> entries = Map.copyOf(shuffled);
            assertSameOrder(entries.entrySet(), ((Map<?, ?>) through(entries)).entrySet(), round);
        }
    }

    @Test
    void theOrderOfAccessIsKept() {
        LinkedHashMap<String, Integer> recent = new LinkedHashMap<>(16, 0.75f, true);
        recent.putAll(Map.of("a", 1));
        recent.put("b", 2);
        recent.put("c", 3);
        recent.get("a");
        Map<Object, Integer> back = anyMap(through(recent));
        assertThat(back.keySet()).containsExactly("b", "c", "a");
        back.get("b");
        assertThat(back.keySet()).containsExactly("c", "a", "b");
        assertThat(recent.keySet()).as("it was not touched").containsExactly("b", "c", "a");
    }

    @Test
    void queuesByPriorityGiveTheSame() {
        PriorityQueue<Integer> queue = new PriorityQueue<>(List.of(5, 1, 4, 2, 3));
        PriorityQueue<?> back = (PriorityQueue<?>) through(queue);
        assertThat(new ArrayList<Object>(back)).isEqualTo(new ArrayList<Object>(queue));
    }

    @Test
    void aLargeImmutableSetIsReadInOneGo() {
        Set<?> set = Set.copyOf(
                IntStream.range(0, 20_000).mapToObj(i -> "element " + i).toList());
        assertSameOrder(set, (Collection<?>) through(set), 0);
    }

    /** Its hash codes fall together often. */
    private record Clumsy(int number) {
        @Override
        public int hashCode() {
            return number % 5;
        }
    }

    private static Object element(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1000);
            case 1 -> "s" + random.nextInt(1000);
            case 2 -> new Clumsy(random.nextInt(20));
            default -> Pair.of(random.nextInt(30), 1L);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Integer> anyMap(Object map) {
        return (Map<Object, Integer>) map;
    }

    private static void assertSameOrder(Collection<?> expected, Collection<?> actual, int round) {
        assertThat(new ArrayList<Object>(actual)).as("round %d", round).isEqualTo(new ArrayList<Object>(expected));
    }
}
