package io.sakia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.conformance.table.Case;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.PairJoins;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.RDDActions;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.DStream;
import io.sakia.streaming.DoubleDStream;
import io.sakia.streaming.InputDStream;
import io.sakia.streaming.JoinedDStream;
import io.sakia.streaming.KeyedDStream;
import io.sakia.streaming.KeyedWindows;
import io.sakia.streaming.MapWithStateDStream;
import io.sakia.streaming.OutputDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.ProcessedDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.TimedJoin;
import io.sakia.streaming.WindowedDStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public operation has a case, and every case names operations that there are. */
class CoverageTest {
    private static final List<Class<?>> FACE = List.of(
            RDD.class,
            RDDActions.class,
            PairRDD.class,
            PairJoins.class,
            DoubleRDD.class,
            SakiaContext.class,
            DStream.class,
            PairDStream.class,
            DoubleDStream.class,
            ProcessedDStream.class,
            InputDStream.class,
            MapWithStateDStream.class,
            KeyedDStream.class,
            KeyedWindows.class,
            WindowedDStream.class,
            TimedJoin.class,
            JoinedDStream.class,
            OutputDStream.class,
            StreamingContext.class);

    @Test
    void everyOperationHasACase() {
        TreeSet<String> missing = new TreeSet<>(operations());
        missing.removeAll(covered());

        assertThat(missing)
                .as("operations that no case of the suite covers: add a case, and name the operation in it")
                .isEmpty();
    }

    @Test
    void everyCoveredOperationExists() {
        TreeSet<String> unknown = new TreeSet<>(covered());
        unknown.removeAll(operations());

        assertThat(unknown).as("operations that cases name and nobody has").isEmpty();
    }

    @Test
    void namesOfCasesAreUniqueWithinTheirSubject() {
        ConformanceSuite.cases()
                .forEach((subject, cases) ->
                        assertThat(cases).as(subject).extracting(Case::name).doesNotHaveDuplicates());
    }

    private static TreeSet<String> covered() {
        return ConformanceSuite.cases().values().stream()
                .flatMap(List::stream)
                .flatMap(each -> each.covers().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> operations() {
        List<String> operations = new ArrayList<>();
        for (Class<?> type : FACE) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                    operations.add(name(type) + "." + signature(method));
                }
            }
        }
        return operations;
    }

    /** Actions are those of an RDD, and joins those of a PairRDD, whatever class they stand in. */
    private static String name(Class<?> type) {
        Class<?> face = type == RDDActions.class ? RDD.class : type == PairJoins.class ? PairRDD.class : type;
        return face.getSimpleName();
    }

    private static String signature(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
