package io.sakia.bench.peers.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sakia.bench.peers.work.Stats;
import org.apache.spark.serializer.KryoRegistrator;

/** Tells Kryo how statistics are written: it can't write records by itself. */
public final class Registrator implements KryoRegistrator {
    /** The registrator; Spark makes it, by its name. */
    public Registrator() {}

    @Override
    public void registerClasses(Kryo kryo) {
        kryo.register(Stats.class, new Serializer<Stats>() {
            @Override
            public void write(Kryo with, Output out, Stats stats) {
                out.writeVarLong(stats.count(), true);
                out.writeVarLong(stats.sum(), true);
                out.writeVarLong(stats.max(), true);
            }

            @Override
            public Stats read(Kryo with, Input in, Class<Stats> type) {
                return new Stats(in.readVarLong(true), in.readVarLong(true), in.readVarLong(true));
            }
        });
    }
}
