package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.PairJoins;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.RDDActions;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.DStream;
import io.sakia.streaming.DoubleDStream;
import io.sakia.streaming.JoinedDStream;
import io.sakia.streaming.KeyedDStream;
import io.sakia.streaming.KeyedWindows;
import io.sakia.streaming.MapWithStateDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.TimedJoin;
import io.sakia.streaming.WindowedDStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of operators lists each public operation, with its number of arguments, and nothing else. */
class OperatorsPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `(?:\\w+\\.)?(\\w+)\\(([^)]*)\\)` \\|.*");

    private final Page page = Page.read(Page.root().resolve("docs/operators.md"));

    @Test
    void listsWhatAnRddHas() {
        assertThat(listed("RDD")).isEqualTo(rdd());
    }

    @Test
    void listsWhatADoubleRddHasBesides() {
        assertThat(listed("DoubleRDD")).isEqualTo(besides(operations(DoubleRDD.class), rdd()));
    }

    @Test
    void listsWhatAPairRddHasBesides() {
        assertThat(listed("PairRDD")).isEqualTo(besides(pairs(), rdd()));
    }

    @Test
    void listsWhatADStreamHas() {
        assertThat(listed("DStream")).isEqualTo(operations(DStream.class));
    }

    @Test
    void listsWhatAPairDStreamHasBesides() {
        assertThat(listed("PairDStream")).isEqualTo(besides(operations(PairDStream.class), operations(DStream.class)));
    }

    @Test
    void listsWhatADoubleDStreamHasBesides() {
        assertThat(listed("DoubleDStream"))
                .isEqualTo(besides(operations(DoubleDStream.class), operations(DStream.class)));
    }

    @Test
    void listsWhatAMapWithStateDStreamHasBesides() {
        assertThat(listed("MapWithStateDStream"))
                .isEqualTo(besides(operations(MapWithStateDStream.class), operations(DStream.class)));
    }

    @Test
    void listsWhatRecordsWithKeysAndTheirWindowsHave() {
        assertThat(listed("KeyedDStream")).isEqualTo(operations(KeyedDStream.class));
        assertThat(listed("KeyedWindows")).isEqualTo(operations(KeyedWindows.class));
        assertThat(listed("WindowedDStream"))
                .isEqualTo(besides(operations(WindowedDStream.class), operations(DStream.class)));
        assertThat(listed("TimedJoin")).isEqualTo(operations(TimedJoin.class));
        assertThat(listed("JoinedDStream"))
                .isEqualTo(besides(operations(JoinedDStream.class), operations(DStream.class)));
    }

    @Test
    void listsWhereStreamsComeFrom() {
        assertThat(listed("Where streams come from"))
                .isEqualTo(besides(makers(StreamingContext.class, DStream.class), Set.of("streamNamed/1")));
    }

    @Test
    void listsWhereRddsComeFrom() {
        assertThat(listed("Where RDDs come from"))
                .isEqualTo(besides(makers(SakiaContext.class, RDD.class), Set.of("rdd/1")));
    }

    /** Transformations and actions. */
    private static Set<String> rdd() {
        Set<String> all = operations(RDD.class);
        all.addAll(operations(RDDActions.class));
        return all;
    }

    /** What is of pairs, joins included. */
    private static Set<String> pairs() {
        Set<String> all = operations(PairRDD.class);
        all.addAll(operations(PairJoins.class));
        return all;
    }

    /** The operations in the tables under a heading, as {@code join/2}. */
    private Set<String> listed(String heading) {
        Set<String> listed = new TreeSet<>();
        boolean inside = false;
        for (String line : page.lines()) {
            if (line.startsWith("## ")) {
                inside = line.equals("## " + heading);
            }
            Matcher row = ROW.matcher(line);
            if (inside && row.matches()) {
                String arguments = row.group(2);
                listed.add(row.group(1) + "/" + (arguments.isEmpty() ? 0 : arguments.split(",").length));
            }
        }
        return listed;
    }

    private static Set<String> operations(Class<?> type) {
        return methods(type, method -> !method.getName().equals("toString"));
    }

    private static Set<String> makers(Class<?> type, Class<?> made) {
        return methods(type, method -> made.isAssignableFrom(method.getReturnType()));
    }

    private static Set<String> methods(Class<?> type, Predicate<Method> which) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(which)
                .map(method -> method.getName() + "/" + method.getParameterCount())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> besides(Set<String> all, Set<String> known) {
        Set<String> besides = new TreeSet<>(all);
        besides.removeAll(known);
        return besides;
    }
}
