package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.embedded.spill.MapOutput;
import io.sakia.embedded.spill.Spread;
import org.jspecify.annotations.Nullable;

/** Puts each pair into the bucket of its partition. */
final class PlainMapSide extends PairLink implements MapSide {
    private final Keys keys;
    private final Spread spread;
    private int records;
    private @Nullable KeySamples samples;

    PlainMapSide(Keys keys, Attempt attempt) {
        this.keys = keys;
        this.spread = new Spread(keys.partitions(), attempt.space(), attempt);
    }

    @Override
    @SuppressWarnings("unchecked")
    void push(Object record) {
        Pair<Object, Object> pair = (Pair<Object, Object>) record;
        Object key = pair.key();
        Object value = pair.value();
        int keyKind = Kind.of(key);
        int valueKind = Kind.of(value);
        add(keyKind, Kind.keyBits(keyKind, key), key, valueKind, Kind.bits(valueKind, value), value, pair);
    }

    @Override
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        add(keyKind, keyBits, key, valueKind, valueBits, value, null);
    }

    private void add(
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value,
            @Nullable Pair<?, ?> pair) {
        int partition = keys.partition(keyKind, keyBits, key, valueKind, valueBits, value);
        spread.add(partition, keyKind, keyBits, key, valueKind, valueBits, value, pair);
        records++;
        if ((records & (KeySamples.OF - 1)) == 0) {
            sample(partition, keyKind, keyBits, key);
        }
    }

    private void sample(int partition, int keyKind, long keyBits, @Nullable Object key) {
        KeySamples mine = samples;
        if (mine == null) {
            mine = new KeySamples(keys.partitions());
            samples = mine;
        }
        Object boxed = Kind.box(keyKind, keyBits, key);
        if (boxed != null) {
            mine.add(partition, boxed);
        }
    }

    @Override
    public @Nullable KeySamples samples() {
        return samples;
    }

    @Override
    public PairLink link() {
        return this;
    }

    @Override
    public MapOutput finish() {
        return spread.finish();
    }
}
