package io.sakia.hadoop.format;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The records of a class, by its components. */
final class RecordsOfClass<T> implements AvroRecords<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private transient @Nullable Plan<T> plan;

    private RecordsOfClass(Class<T> type) {
        this.type = type;
    }

    static <T> RecordsOfClass<T> of(Class<T> type) {
        RecordsOfClass<T> records = new RecordsOfClass<>(type);
        records.plan(); // refuses what it can't do
        return records;
    }

    /** What is found out once. */
    private record Plan<T>(
            Schema schema, List<RecordComponent> components, List<AvroType> types, Constructor<T> constructor) {}

    @Override
    public Schema schema() {
        return plan().schema;
    }

    @Override
    public GenericRecord toAvro(T record) {
        Plan<T> known = plan();
        GenericData.Record avro = new GenericData.Record(known.schema);
        for (int i = 0; i < known.components.size(); i++) {
            Object value;
            try {
                value = known.components.get(i).getAccessor().invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(
                        type.getSimpleName() + "." + known.components.get(i).getName() + " can't be read: "
                                + e.getCause(),
                        e);
            }
            if (value == null) {
                throw new IllegalArgumentException(
                        type.getSimpleName() + "." + known.components.get(i).getName()
                                + " is null, which no file is told how to hold: declare it as an Optional");
            }
            avro.put(i, known.types.get(i).toAvro(value));
        }
        return avro;
    }

    @Override
    public T fromAvro(GenericRecord avro) {
        Plan<T> known = plan();
        Object[] values = new Object[known.components.size()];
        for (int i = 0; i < values.length; i++) {
            AvroType its = known.types.get(i);
            Object value = avro.get(i);
            if (value == null && !its.isOptional()) {
                throw new IllegalArgumentException("there is nothing for " + type.getSimpleName() + "."
                        + known.components.get(i).getName()
                        + ": declare it as an Optional, or read files that have it");
            }
            values[i] = its.fromAvro(value);
        }
        try {
            return known.constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "a " + type.getSimpleName() + " of " + avro + " is refused: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Plan<T> plan() {
        Plan<T> known = plan;
        if (known == null) {
            known = plan(type, new HashSet<>());
            plan = known;
        }
        return known;
    }

    private static <T> Plan<T> plan(Class<T> type, Set<Class<?>> above) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no record class: give one, or AvroRecords.generic(schema)");
        }
        if (!above.add(type)) {
            throw new IllegalArgumentException(type.getName()
                    + " holds records of itself, for which there is no schema here: write AvroRecords of your own");
        }
        RecordComponent[] components = Objects.requireNonNull(type.getRecordComponents());
        AvroType[] types = new AvroType[components.length];
        Schema.Field[] fields = new Schema.Field[components.length];
        for (int i = 0; i < components.length; i++) {
            components[i].getAccessor().setAccessible(true);
            String place = type.getSimpleName() + "." + components[i].getName();
            types[i] = AvroType.of(components[i].getGenericType(), place, above);
            Schema schema = types[i].schema();
            fields[i] = types[i].isOptional()
                    ? new Schema.Field(components[i].getName(), schema, null, Schema.Field.NULL_DEFAULT_VALUE)
                    : new Schema.Field(components[i].getName(), schema);
        }
        above.remove(type);
        Schema schema = Schema.createRecord(type.getSimpleName(), null, namespace(type), false, Arrays.asList(fields));
        try {
            Class<?>[] parameters =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return new Plan<>(schema, List.of(components), List.of(types), constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records of records: the same, within another. */
    static AvroType nested(Class<?> type, Set<Class<?>> above) {
        return nestedOf(type, above);
    }

    private static <T> AvroType nestedOf(Class<T> type, Set<Class<?>> above) {
        RecordsOfClass<T> records = new RecordsOfClass<>(type);
        records.plan = plan(type, above);
        return new AvroType() {
            @Override
            public Schema schema() {
                return records.schema();
            }

            @Override
            public Object toAvro(Object value) {
                return records.toAvro(type.cast(value));
            }

            @Override
            public Object fromAvro(@Nullable Object value) {
                return records.fromAvro((GenericRecord) Objects.requireNonNull(value));
            }
        };
    }

    private static @Nullable String namespace(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer != null ? outer.getName().replace('$', '.') : type.getPackageName();
    }
}
