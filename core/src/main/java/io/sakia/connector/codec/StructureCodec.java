package io.sakia.connector.codec;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codec of a class that is stored member by member. It is made in two steps, so that a class may be a part of itself. */
abstract class StructureCodec<T> extends NestedCodec<T> {
    private final Class<T> type;
    private Member[] members = {};

    StructureCodec(Class<T> type) {
        this.type = type;
    }

    /** Links it with its members, in the order in which they are stored. */
    final void members(Member[] linked) {
        members = linked;
    }

    final Member[] members() {
        return members;
    }

    /**
     * Makes a value of the values of its members.
     *
     * @param known which members have one; others are {@link #absent} by themselves
     */
    abstract T assemble(@Nullable Object[] values, boolean[] known) throws IOException;

    /** What a member becomes that the stored bytes don't have at all, or null if it must not be left out. */
    abstract @Nullable DefaultValue absent(Member member);

    @Override
    public final Class<T> type() {
        return type;
    }

    @Override
    void write(T value, DataOutput out, int depth) throws IOException {
        for (Member member : members) {
            member.write(value, out, depth);
        }
    }

    @Override
    final Shape shape(ShapeCollector shapes) {
        return shapes.define(this, () -> {
            List<Definition.Component> components = new ArrayList<>();
            for (Member member : members) {
                components.add(member.component(shapes));
            }
            return new Definition.Structure(type.getName(), components);
        });
    }
}
