package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sakia.Pair;
import io.sakia.embedded.ChainStep.Kind;
import io.sakia.engine.OperatorException;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.plan.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A generated chain does what links do: the same records in the same order, and the same failures. */
class GeneratedChainTest {
    static IntStream seeds() {
        Integer one = Integer.getInteger("sakia.seed");
        return one == null ? IntStream.range(0, 300) : IntStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomChainsGiveWhatLinksGive(int seed) throws Exception {
        Random random = new Random(seed);
        ChainStep[] steps = randomSteps(random, 1 + random.nextInt(12));
        boolean[] constant = new boolean[steps.length];
        for (int i = 0; i < constant.length; i++) {
            constant[i] = random.nextBoolean();
        }
        GeneratedChain generated = GeneratedChain.of(steps, constant, false);
        List<Long> input = random.longs(50, 0, 1_000).boxed().toList();

        Outcome expected = push(input, last -> InterpretedChain.links(steps, last));
        assertThat(push(input, last -> generated.link(steps, last))).isEqualTo(expected);
        assertThat(drain(input, last -> generated.link(steps, last))).isEqualTo(expected);
        assertThat(drain(input, last -> InterpretedChain.links(steps, last))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theTraceOfAFailureHasTheUsersFramesOnly(Kind kind) throws Exception {
        ChainStep[] steps = {shared(Kind.MAP, x -> x, 1), failing(kind), shared(Kind.MAP, x -> x, 3)};
        GeneratedChain generated = GeneratedChain.of(steps, new boolean[] {true, true, true}, false);
        Throwable links = catchThrowable(
                () -> InterpretedChain.links(steps, new Records()).push(7L));
        Throwable loop =
                catchThrowable(() -> generated.link(steps, new Records()).push(7L));
        assertThat(loop).isInstanceOf(OperatorException.class).hasMessage(links.getMessage());
        assertThat(loop.getCause().getStackTrace()).isEqualTo(links.getCause().getStackTrace());
        assertThat(loop.getCause().getStackTrace()[0].getMethodName()).contains("fail");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 64, 65, 500})
    void chainsOfAnyLengthRunAsGeneratedLoops(int length) {
        Chains chains = new Chains();
        ChainStep[] steps = new ChainStep[length];
        Arrays.setAll(steps, i -> shared(Kind.MAP, x -> (Long) x + 1, i));
        Link link = new Records();
        for (int i = 0; i <= 3 * ChainForm.OFTEN; i++) { // each part of a long chain waits for those behind it
            Records records = new Records();
            link = chains.link(steps, records);
            link.push(0L);
            assertThat(records.get(0)).isEqualTo((long) length);
        }
        assertThat(link.getClass().isHidden()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theLongestMethodsCanStillBeCompiled(Kind kind) {
        ChainStep[] steps = new ChainStep[Chains.LONGEST];
        Arrays.setAll(steps, i -> failing(kind));
        assertThat(longestMethod(ChainClass.bytes(steps, new boolean[steps.length], true)))
                .isBetween(500, 7_999);
    }

    @Test
    void aChangedCaptureGivesTheChangedResult() {
        Chains chains = new Chains();
        Class<?> seen = Void.class;
        for (long batch = 0; batch < 50; batch++) {
            ChainStep[] steps = {
                shared(Kind.FILTER, x -> (Long) x >= 0, 1), plus(batch), shared(Kind.MAP, x -> (Long) x * 2, 3)
            };
            Records records = new Records();
            Link link = chains.link(steps, records);
            link.push(1L);
            assertThat(records.get(0)).isEqualTo(2 * (1 + batch));
            seen = link.getClass();
        }
        assertThat(seen.isHidden())
                .as("generated, with a field for what changes")
                .isTrue();
    }

    @Test
    void aCaptureThatChangesWithEachLargeBatchGetsNoClassForEach() {
        Chains chains = new Chains();
        Set<Class<?>> classes = new HashSet<>();
        for (long batch = 0; batch < 50; batch++) {
            ChainStep[] steps = {plus(batch)};
            for (int task = 0; task < 2 * ChainForm.OFTEN; task++) {
                Records records = new Records();
                Link link = chains.link(steps, records);
                link.push(1L);
                assertThat(records.get(0)).isEqualTo(1 + batch);
                classes.add(link.getClass());
            }
        }
        assertThat(classes).hasSizeBetween(2, ChainForm.EXCHANGES + 2);
    }

    @Test
    void twoStreamsWithTheSameLambdaKeepTheirCaptures() {
        Chains chains = new Chains();
        ChainStep[] one = {plus(1)};
        ChainStep[] two = {plus(2)};
        for (int i = 0; i < 50; i++) {
            Records records = new Records();
            chains.link(one, records).push(10L);
            chains.link(two, records).push(10L);
            assertThat(records.array()).startsWith(11L, 12L);
        }
    }

    @Test
    void theSameFunctionsAtAnotherLineFailAtThatLine() {
        Chains chains = new Chains();
        ChainStep here = failing(Kind.MAP);
        ChainStep there = new ChainStep(here.kind(), here.function(), true, new Origin("map", null, "Other.java", 99));
        for (int i = 0; i < 3 * ChainForm.OFTEN; i++) {
            assertThat(catchThrowable(() ->
                            chains.link(new ChainStep[] {here}, new Records()).push(1L)))
                    .hasMessageContaining("Chain.java:7");
            assertThat(catchThrowable(() ->
                            chains.link(new ChainStep[] {there}, new Records()).push(1L)))
                    .hasMessageContaining("Other.java:99");
        }
    }

    @Test
    void aLoopTakesOverInTheMiddleOfAPartition() {
        Chains chains = new Chains();
        List<String> threads = new ArrayList<>();
        ChainStep[] steps = {
            shared(
                    Kind.MAP,
                    x -> {
                        if ((Long) x % InterpretedChain.ROUND == 0) {
                            threads.add(callers());
                        }
                        return (Long) x + 1;
                    },
                    1)
        };
        Records records = new Records();
        long count = 2L * ChainForm.MANY;
        chains.link(steps, records).drain(feed(count));
        assertThat(records.size()).isEqualTo((int) count);
        assertThat(IntStream.range(0, (int) count)).allMatch(i -> records.get(i).equals(i + 1L));
        assertThat(threads.get(0)).contains("MapLink");
        assertThat(threads.get(threads.size() - 1)).doesNotContain("MapLink");
    }

    @Test
    void functionsOfAnotherClassLoaderAndPrivateTypesWork() throws Exception {
        Object foreign = new Elsewhere()
                .loadClass(Foreign.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(foreign.getClass()).isNotEqualTo(Foreign.class);
        ChainStep[] steps = {
            new ChainStep(Kind.MAP, foreign, true, origin(1)),
            shared(Kind.MAP, x -> new Mine((String) x), 2),
            shared(Kind.MAP, x -> ((Mine) x).text(), 3)
        };
        Records records = new Records();
        GeneratedChain.of(steps, new boolean[] {true, true, true}, false)
                .link(steps, records)
                .push(5L);
        assertThat(records.get(0)).isEqualTo("foreign 5");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pairsAreTakenApart(int seed) throws Exception {
        Random random = new Random(seed);
        List<@Nullable Object> things = Arrays.asList(
                null, "word", 0L, -1L, Long.MIN_VALUE, 5, Integer.MIN_VALUE, 0.5, -0.0, Double.NaN, 1.5f, (short) 3);
        List<Object> input = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            input.add(Pair.of(things.get(random.nextInt(things.size())), things.get(random.nextInt(things.size()))));
        }
        ChainStep[] steps = {shared(Kind.MAP, x -> x, 1)};
        Pairs pairs = new Pairs();
        Link link = GeneratedChain.of(steps, new boolean[] {true}, true).link(steps, pairs);
        input.forEach(link::push);
        assertThat(pairs.taken).isEqualTo(input);
    }

    /** Makes pairs again of what it gets. */
    private static final class Pairs extends PairLink {
        private final List<Object> taken = new ArrayList<>();

        @Override
        void put(
                int keyKind,
                long keyBits,
                @Nullable Object key,
                int valueKind,
                long valueBits,
                @Nullable Object value) {
            assertThat(keyKind == io.sakia.column.Kind.OBJECT || key == null).isTrue();
            taken.add(Pair.of(
                    io.sakia.column.Kind.box(keyKind, keyBits, key),
                    io.sakia.column.Kind.box(valueKind, valueBits, value)));
        }
    }

    private record Mine(String text) {}

    /** Is loaded by another class loader. */
    public static final class Foreign implements Function<Object, Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public Object call(Object record) {
            return "foreign " + record;
        }
    }

    private static final class Elsewhere extends ClassLoader {
        Elsewhere() {
            super(GeneratedChainTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Foreign.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = Foreign.class.getResourceAsStream("GeneratedChainTest$Foreign.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static String callers() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName).toList())
                .toString();
    }

    private static Feed feed(long count) {
        return new Feed() {
            private long next;

            @Override
            @Nullable
            Object next() {
                return next < count ? next++ : null;
            }
        };
    }

    /** Steps over numbers that map, leave out, multiply, fail and give null, in a way that the seed decides. */
    private static ChainStep[] randomSteps(Random random, int length) {
        ChainStep[] steps = new ChainStep[length];
        Arrays.setAll(steps, i -> {
            long a = random.nextInt(1_000);
            boolean shaky = random.nextInt(12) == 0;
            Kind kind = Kind.values()[random.nextInt(3)];
            return switch (kind) {
                case MAP ->
                    shared(
                            kind,
                            x -> {
                                check(shaky, x, a);
                                return shaky && (Long) x % 89 == a % 89 ? null : ((Long) x * 31 + a) % 1_000;
                            },
                            i);
                case FILTER ->
                    shared(
                            kind,
                            x -> {
                                check(shaky, x, a);
                                return (Long) x % 5 != a % 5;
                            },
                            i);
                case FLAT_MAP ->
                    flat(
                            x -> {
                                check(shaky, x, a);
                                return switch ((int) ((Long) x % 4)) {
                                    case 0 -> List.of();
                                    case 1 -> List.of(x);
                                    case 2 -> Arrays.asList(x, shaky ? null : ((Long) x + 1) % 1_000);
                                    default ->
                                        () -> IntStream.range(0, 3)
                                                .mapToObj(k -> {
                                                    check(shaky && k == 2, x, a);
                                                    return (Object) (((Long) x + k * a) % 1_000);
                                                })
                                                .iterator();
                                };
                            },
                            i);
            };
        });
        return steps;
    }

    private static void check(boolean shaky, Object x, long a) {
        if (shaky && (Long) x % 97 == a % 97) {
            throw new IllegalArgumentException("not " + x);
        }
    }

    private static ChainStep plus(long captured) {
        return shared(Kind.MAP, x -> (Long) x + captured, 2);
    }

    private static ChainStep failing(Kind kind) {
        Origin origin = new Origin("map", null, "Chain.java", 7);
        return kind == Kind.FLAT_MAP
                ? new ChainStep(kind, (FlatMapFunction<Object, Object>) x -> fail(x), true, origin)
                : new ChainStep(kind, (Function<Object, Object>) x -> fail(x), true, origin);
    }

    private static List<Object> fail(Object x) {
        throw new IllegalStateException("no " + x);
    }

    private static ChainStep shared(Kind kind, Function<Object, @Nullable Object> function, int line) {
        return new ChainStep(kind, function, true, origin(line));
    }

    private static ChainStep flat(FlatMapFunction<Object, Object> function, int line) {
        return new ChainStep(Kind.FLAT_MAP, function, true, origin(line));
    }

    private static Origin origin(int line) {
        return new Origin("step", null, "Chain.java", line);
    }

    /** What came out, and what went wrong. */
    private record Outcome(List<Object> records, @Nullable String failure) {}

    private static Outcome push(List<Long> input, java.util.function.Function<Link, Link> chain) {
        Records records = new Records();
        Link link = chain.apply(records);
        return outcome(records, () -> input.forEach(link::push));
    }

    private static Outcome drain(List<Long> input, java.util.function.Function<Link, Link> chain) {
        Records records = new Records();
        Link link = chain.apply(records);
        return outcome(
                records,
                () -> link.drain(new Feed() {
                    private int next;

                    @Override
                    @Nullable
                    Object next() {
                        return next < input.size() ? input.get(next++) : null;
                    }
                }));
    }

    private static Outcome outcome(Records records, Runnable run) {
        Throwable failure = catchThrowable(run::run);
        return new Outcome(
                Arrays.asList(Arrays.copyOf(records.array(), records.size())),
                failure == null ? null : failure.toString());
    }

    private static int longestMethod(byte[] bytes) {
        int[] longest = {0};
        new ClassReader(bytes)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String type, String signature, String[] exceptions) {
                                MethodVisitor writer = super.visitMethod(access, name, type, signature, exceptions);
                                return new MethodVisitor(Opcodes.ASM9, writer) {
                                    @Override
                                    public void visitMaxs(int stack, int locals) {
                                        Label end = new Label();
                                        visitLabel(end);
                                        longest[0] = Math.max(longest[0], end.getOffset());
                                        super.visitMaxs(stack, locals);
                                    }
                                };
                            }
                        },
                        0);
        return longest[0];
    }
}
