package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record or a plain class that had other components. The stored ones are read in their order, each for the member that it is now, or to be
 * passed over; what the bytes don't have comes from defaults.
 */
final class MigratedStructure<T> extends MigratedCodec<T> {
    private final StructureCodec<T> target;
    private List<Step> steps = List.of();

    MigratedStructure(StructureCodec<T> target) {
        super(target);
        this.target = target;
    }

    void link(List<Step> linked) {
        steps = List.copyOf(linked);
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        Member[] members = target.members();
        @Nullable Object[] values = new @Nullable Object[members.length];
        boolean[] known = new boolean[members.length];
        for (Step step : steps) {
            step.take(in, depth, values, known);
        }
        for (int i = 0; i < members.length; i++) {
            DefaultValue absent = known[i] ? null : target.absent(members[i]);
            if (absent != null) {
                values[i] = absent.value().get();
            }
        }
        return target.assemble(values, known);
    }

    /** Reads one stored component. */
    sealed interface Step {
        void take(DataInput in, int depth, @Nullable Object[] values, boolean[] known) throws IOException;
    }

    /**
     * A component that the class still has.
     *
     * @param marked whether a mark tells if it is null
     * @param wasNull what it becomes where null is stored and can't be any more; null if it can be
     */
    record Kept(
            int member,
            Codec<Object> codec,
            boolean marked,
            @Nullable DefaultValue wasNull) implements Step {
        @Override
        public void take(DataInput in, int depth, @Nullable Object[] values, boolean[] known) throws IOException {
            Object value = marked ? readNullable(codec, in, depth) : readInner(codec, in, depth);
            values[member] = value == null && wasNull != null ? wasNull.value().get() : value;
            known[member] = true;
        }
    }

    /** A component that the class has no more. */
    record Removed(Definition.Component component, StoredWalk walk) implements Step {
        @Override
        public void take(DataInput in, int depth, @Nullable Object[] values, boolean[] known) throws IOException {
            walk.component(component, in, depth);
        }
    }
}
