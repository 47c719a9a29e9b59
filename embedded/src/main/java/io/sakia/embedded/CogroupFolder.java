package io.sakia.embedded;

import io.sakia.embedded.spill.KeyedFold;
import io.sakia.plan.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files the values of each key by the input that they came from: an accumulator is an array of lists, null where nothing came. */
@SuppressWarnings("NullAway") // an accumulator of this class is never null
final class CogroupFolder extends PairFolder {
    private final Origin origin;
    private final int inputs;

    CogroupFolder(Origin origin, int inputs) {
        this.origin = origin;
        this.inputs = inputs;
    }

    @Override
    PairLink link(KeyedFold fold, int input, Attempt attempt) {
        return new FoldLink(origin, fold, input);
    }

    @Override
    public Object first(Object key, int input, @Nullable Object value) {
        return next(key, new Object[inputs], input, value);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object next(Object key, @Nullable Object accumulator, int input, @Nullable Object value) {
        @Nullable Object[] lists = (Object[]) accumulator;
        List<@Nullable Object> values = (List<@Nullable Object>) lists[input];
        if (values == null) {
            values = new ArrayList<>(2);
            lists[input] = values;
        }
        values.add(value);
        return lists;
    }

    @Override
    public Object result(Object key, @Nullable Object accumulator) {
        @Nullable Object[] lists = ((Object[]) accumulator).clone();
        for (int i = 0; i < lists.length; i++) {
            if (lists[i] == null) {
                lists[i] = Collections.emptyList();
            }
        }
        return Arrays.asList(lists);
    }
}
