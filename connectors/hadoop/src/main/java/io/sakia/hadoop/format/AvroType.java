package io.sakia.hadoop.format;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** How one type of Java is one of Avro. */
interface AvroType {
    Schema schema();

    @Nullable
    Object toAvro(Object value);

    Object fromAvro(@Nullable Object value);

    /** Whether there may be nothing. */
    default boolean isOptional() {
        return false;
    }

    /**
     * That of a type.
     *
     * @param place of which record component it is, for errors
     * @param above the record classes in which it stands
     */
    static AvroType of(Type type, String place, Set<Class<?>> above) {
        if (type instanceof Class<?> plain) {
            return of(plain, place, above);
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type last = arguments[arguments.length - 1];
            if (generic.getRawType() == List.class) {
                return list(of(last, place, above));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return map(of(last, place, above));
            }
            if (generic.getRawType() == Optional.class) {
                return optional(of(last, place, above));
            }
        }
        throw refused(type, place);
    }

    private static IllegalArgumentException refused(Type type, String place) {
        return new IllegalArgumentException(place + " is a " + type.getTypeName()
                + ", for which no schema is known: take numbers, booleans, String, byte[], enums, Instant, LocalDate, records, List, Map<String, …>, Optional, or write"
                + " AvroRecords of your own");
    }

    private static AvroType of(Class<?> type, String place, Set<Class<?>> above) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            boolean isInt = type == int.class || type == Integer.class;
            return plain(Schema.create(isInt ? Schema.Type.INT : Schema.Type.LONG), value -> value, value -> value);
        }
        if (type == double.class || type == Double.class) {
            return plain(Schema.create(Schema.Type.DOUBLE), value -> value, value -> value);
        }
        if (type == float.class || type == Float.class) {
            return plain(Schema.create(Schema.Type.FLOAT), value -> value, value -> value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return plain(Schema.create(Schema.Type.BOOLEAN), value -> value, value -> value);
        }
        if (type == String.class) {
            return plain(Schema.create(Schema.Type.STRING), value -> value, Object::toString);
        }
        if (type == byte[].class) {
            return plain(Schema.create(Schema.Type.BYTES), value -> ByteBuffer.wrap((byte[]) value), AvroType::bytes);
        }
        if (type == Instant.class) {
            return plain(
                    LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)),
                    value -> ((Instant) value).toEpochMilli(),
                    value -> Instant.ofEpochMilli((Long) value));
        }
        if (type == LocalDate.class) {
            return plain(
                    LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)),
                    value -> Math.toIntExact(((LocalDate) value).toEpochDay()),
                    value -> LocalDate.ofEpochDay((Integer) value));
        }
        if (type.isEnum()) {
            return constants(type);
        }
        if (type.isRecord()) {
            return RecordsOfClass.nested(type, above);
        }
        throw refused(type, place);
    }

    private static byte[] bytes(Object value) {
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static AvroType constants(Class<?> type) {
        Object[] constants = Objects.requireNonNull(type.getEnumConstants());
        List<String> names =
                Arrays.stream(constants).map(each -> ((Enum<?>) each).name()).toList();
        Schema schema = Schema.createEnum(type.getSimpleName(), null, type.getPackageName(), names);
        return plain(
                schema,
                value -> new GenericData.EnumSymbol(schema, ((Enum<?>) value).name()),
                value -> constants[names.indexOf(value.toString())]);
    }

    private static AvroType list(AvroType of) {
        return plain(
                Schema.createArray(of.schema()),
                value -> {
                    List<@Nullable Object> avro = new ArrayList<>();
                    ((List<?>) value).forEach(each -> avro.add(of.toAvro(Objects.requireNonNull(each))));
                    return avro;
                },
                value -> {
                    List<Object> list = new ArrayList<>();
                    ((Iterable<?>) value).forEach(each -> list.add(of.fromAvro(each)));
                    return list;
                });
    }

    private static AvroType map(AvroType of) {
        return plain(
                Schema.createMap(of.schema()),
                value -> {
                    Map<String, @Nullable Object> avro = new LinkedHashMap<>();
                    ((Map<?, ?>) value)
                            .forEach((key, each) -> avro.put(
                                    (String) Objects.requireNonNull(key), of.toAvro(Objects.requireNonNull(each))));
                    return avro;
                },
                value -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    ((Map<?, ?>) value).forEach((key, each) -> map.put(String.valueOf(key), of.fromAvro(each)));
                    return map;
                });
    }

    private static AvroType optional(AvroType of) {
        Schema schema = Schema.createUnion(Schema.create(Schema.Type.NULL), of.schema());
        return new AvroType() {
            @Override
            public Schema schema() {
                return schema;
            }

            @Override
            public @Nullable Object toAvro(Object value) {
                Object inside = ((Optional<?>) value).orElse(null);
                return inside == null ? null : of.toAvro(inside);
            }

            @Override
            public Object fromAvro(@Nullable Object value) {
                return value == null ? Optional.empty() : Optional.of(of.fromAvro(value));
            }

            @Override
            public boolean isOptional() {
                return true;
            }
        };
    }

    private static AvroType plain(Schema schema, Function<Object, Object> to, Function<Object, Object> from) {
        return new AvroType() {
            @Override
            public Schema schema() {
                return schema;
            }

            @Override
            public Object toAvro(Object value) {
                return to.apply(value);
            }

            @Override
            public Object fromAvro(@Nullable Object value) {
                return from.apply(Objects.requireNonNull(value, "a file has null where its schema has none"));
            }
        };
    }
}
