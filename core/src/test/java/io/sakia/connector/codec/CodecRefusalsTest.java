package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CodecRefusalsTest {
    private static final Codecs CODECS = Codecs.standard();

    static class Plain {}

    static class NoConstructor {
        int value;

        NoConstructor(int value) {
            this.value = value;
        }
    }

    static class Final {
        final int value = 1;
    }

    static final class Sub extends Plain {
        int lost;
    }

    record Holder(String name, List<Plain> plains) {}

    record Arrays(String[] names) {}

    @Test
    void anUnknownClassIsNamedWithPlaceAndLineToAdd() {
        refused(() -> CODECS.of(Plain.class))
                .hasMessage(
                        "io.sakia.connector.codec.CodecRefusalsTest$Plain can't be stored: it is not among the types that are"
                                + " known or registered; add ssc.types(CodecRefusalsTest.Plain.class) to the program");
        refused(() -> CODECS.of(Holder.class))
                .hasMessageContaining("needed for CodecRefusalsTest.Holder.plains")
                .hasMessageContaining("ssc.types(CodecRefusalsTest.Plain.class)");
        refused(() -> write(List.of(new Plain()))).hasMessageContaining("ssc.types(CodecRefusalsTest.Plain.class)");
        refused(() -> CODECS.copy(Pair.of(1, new Plain()))).hasMessageContaining("ssc.types");
    }

    @Test
    void theCallerCanAddThePlace() {
        refused(() -> {
                    throw new UnknownTypeException(Plain.class, "Holder.plains").in("the state of 'users'");
                })
                .hasMessageContaining("needed for Holder.plains in the state of 'users'");
    }

    @Test
    void whatCannotBeStoredIsRefusedAtOnce() {
        refused(() -> CODECS.with(NoConstructor.class)).hasMessageContaining("no constructor without arguments");
        refused(() -> CODECS.with(Final.class)).hasMessageContaining("field value is final");
        refused(() -> CODECS.with(Holder.class)).hasMessageContaining("Plain");
        refused(() -> CODECS.with(Arrays.class)).hasMessageContaining("use a List");
        refused(() -> CODECS.with(Comparable.class)).hasMessageContaining("open type");
        refused(() -> CODECS.with(AtomicLong.class)).hasMessageContaining("register a Codec");
        refused(() -> write(new Object() {})).hasMessageContaining("only a class with a name");
        refused(() -> write(new String[0])).hasMessageContaining("use a List");
    }

    @Test
    void whatWouldLoseSomethingIsRefused() {
        Codecs codecs = CODECS.with(Plain.class);
        refused(() -> codecs.copy(new Sub())).hasMessageContaining("$Sub can't be stored");
        refused(() -> write(new TreeSet<>(Comparator.reverseOrder()))).hasMessageContaining("comparator of its own");
        refused(() -> write(new ArrayList<>() {})).hasMessageContaining("copy it into an ArrayList");
    }

    @Test
    void aValueThatContainsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThatThrownBy(() -> write(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no value contains itself");
    }

    private static void write(Object value) throws Exception {
        CODECS.any().write(value, new DataOutputStream(new ByteArrayOutputStream()));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(UnknownTypeException.class);
    }
}
