package io.sakia.embedded.disk;

import static io.sakia.embedded.disk.RecordFormatTest.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.stats.ExactSum;
import io.sakia.stats.StatCounter;
import io.sakia.stats.Statistics;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes without a form of their own go by Java's serialisation. */
class SerializedFormTest {
    record Place(String name) {}

    /** A tree whose branches know where they grow. */
    static final class Branch implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String name;
        private final @Nullable Branch parent;
        private final Map<String, Branch> children = new HashMap<>();

        @SuppressWarnings("serial") // a record that is not Serializable is written by its own form
        private final Object place;

        Branch(String name, @Nullable Branch parent) {
            this.name = name;
            this.parent = parent;
            this.place = Optional.of(new Place(name));
            if (parent != null) {
                parent.children.put(name, this);
            }
        }
    }

    @Test
    void cyclesAreKept() {
        Branch root = new Branch("root", null);
        Branch left = new Branch("left", root);
        Branch unused = new Branch("right", root);
        assertThat(unused.parent).isSameAs(root);
        Branch back = (Branch) through(left);
        assertThat(back).isNotNull();
        assertThat(back.name).isEqualTo("left");
        assertThat(back.place).isEqualTo(Optional.of(new Place("left")));
        assertThat(back.parent).isNotNull();
        assertThat(back.parent.children.get("left")).isSameAs(back);
        assertThat(back.parent.children.get("right").parent).isSameAs(back.parent);
    }

    /** A chain that Java's serialisation follows by recursion. */
    static final class Chain implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Chain next;
    }

    @Test
    void aChainThatIsTooLongIsRefused() {
        Chain chain = new Chain();
        for (int i = 0; i < 200_000; i++) {
            Chain longer = new Chain();
            longer.next = chain;
            chain = longer;
        }
        Chain all = chain;
        assertThatThrownBy(() -> through(all))
                .isInstanceOf(UnspillableException.class)
                .hasMessageContaining(Chain.class.getName())
                .hasMessageContaining("deep");
    }

    /** A holder that leads back to itself by way of something that is no Serializable. */
    static final class Holder implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private Object held = "nothing";
    }

    @Test
    void aCycleThroughARecordIsRefused() {
        Holder holder = new Holder();
        holder.held = Optional.of(holder);
        assertThatThrownBy(() -> through(holder))
                .isInstanceOf(UnspillableException.class)
                .hasMessageContaining("refers to itself");
    }

    interface Greeting {
        String greet();
    }

    @Test
    void lambdasAndProxiesComeBack() {
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "hello";
        assertThat(((Supplier<?>) through(lambda)).get()).isEqualTo("hello");
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Greeting.class},
                (java.lang.reflect.InvocationHandler & Serializable) (self, method, arguments) -> "hi");
        assertThat(((Greeting) through(proxy)).greet()).isEqualTo("hi");
    }

    @Test
    void classesThemselvesComeBack() {
        assertThat(through(Branch.class)).isSameAs(Branch.class);
        assertThat(through(int.class)).isSameAs(int.class);
        assertThat(through(int[][].class)).isSameAs(int[][].class);
    }

    static Stream<Aggregate<Double, ?, ?>> aggregates() {
        return Stream.of(
                Statistics.sum(),
                Statistics.mean(),
                Statistics.variance(),
                Statistics.sampleVariance(),
                Statistics.stats(),
                Statistics.histogram(-1, 0, 1, 5),
                Statistics.countApproxDistinct(0.01));
    }

    /** An accumulator that went to disk between any two values gives the same as one that did not. */
    @ParameterizedTest
    @MethodSource("aggregates")
    <A> void accumulatorsGoOn(Aggregate<Double, A, ?> aggregate) throws Exception {
        Random random = new Random(5);
        A kept = aggregate.create();
        A written = aggregate.create();
        for (int i = 0; i < 500; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10);
            kept = aggregate.add(kept, value);
            written = aggregate.add(again(written), value);
            if (i % 100 == 99) {
                A addend = aggregate.add(aggregate.create(), value);
                kept = aggregate.merge(kept, addend);
                written = aggregate.merge(again(written), again(addend));
            }
        }
        assertThat(aggregate.result(again(written))).isEqualTo(aggregate.result(kept));
    }

    @Test
    void sumsAreEqualAfterwards() {
        ExactSum sum = ExactSum.of(1e300, 1, -1e300);
        assertThat(through(Pair.of("key", sum))).isEqualTo(Pair.of("key", sum));
        StatCounter counter = new StatCounter(List.of(1.0, 1e-300, -7.0));
        assertThat(through(new ArrayList<>(List.of(counter)))).isEqualTo(List.of(counter));
    }

    @SuppressWarnings("unchecked")
    private static <A> A again(A accumulator) {
        return (A) through(accumulator);
    }
}
