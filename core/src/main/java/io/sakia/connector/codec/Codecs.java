package io.sakia.connector.codec;

import io.sakia.Pair;
import io.sakia.connector.Codec;
import io.sakia.stats.Statistics;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The types that a program stores, and their codecs. A registry never changes; {@code with} gives a wider one.
 *
 * <pre>{@code
 * Codecs codecs = Codecs.standard().with(Click.class);
 * Codec<Click> clicks = codecs.of(Click.class);
 * clicks.write(click, out);
 * Object same = codecs.any().read(in); // of any known type, the class is in the bytes
 * }</pre>
 *
 * <p>Known without registration, where the type is declared, that is in {@link #of} and in the components of what is known:
 * primitives and their arrays, String, BigInteger, BigDecimal, UUID, java.time, Optional, enums, records, sealed types of
 * these, the accumulators of {@link Statistics}, and the JDK's lists, sets, maps and deques. An array list comes back as an array list, a list that can't change as
 * one that can't change, other classes of the JDK as the usual one that equals them.
 *
 * <p>Where the class is only known at run time ({@link #any}, {@code List<Object>}, an open interface), its name is stored, and
 * a name is read only if it was registered, so that a hostile file can't make the program load or instantiate a class of its
 * choice. A value whose name could not be read back is refused when it is written: records and enums too must be registered for
 * this. Registering a class registers the records, enums and sealed types that it is made of.
 */
public final class Codecs {
    private static final Codecs STANDARD = new Codecs(
            Set.of(Pair.class, DayOfWeek.class, Month.class, ChronoUnit.class, TimeUnit.class), Statistics.codecs());

    private final Set<Class<?>> registered;
    private final List<Codec<?>> custom;
    private final NamedCodecs named = new NamedCodecs();
    private final Map<Class<?>, Codec<?>> resolved = new ConcurrentHashMap<>();
    private final Codec<Object> any = new AnyCodec<>(this, Object.class);
    private final Codec<Collection<?>> collections = new CollectionCodec(Collection.class, any);
    private final Codec<Map<?, ?>> maps = new MapCodec(Map.class, any, any);
    private final Codec<Optional<Object>> optionals = new OptionalCodec(any);

    private Codecs(Set<Class<?>> registered, List<Codec<?>> custom) {
        this.registered = registered;
        this.custom = custom;
        for (Codec<?> codec : custom) {
            named.put(codec);
        }
        CodecBuilder builder = new CodecBuilder(this, registered);
        for (Class<?> type : registered) {
            builder.resolve(type, "");
        }
        builder.made().values().forEach(named::put);
        resolved.putAll(builder.made());
    }

    /** What is known without registration. */
    public static Codecs standard() {
        return STANDARD;
    }

    /**
     * This registry and these classes: records, enums, sealed types, or plain classes with a constructor without arguments,
     * which are stored field by field.
     *
     * @throws UnknownTypeException if one of them can't be stored; the message says why and what to do
     */
    public Codecs with(Class<?>... types) {
        Set<Class<?>> wider = new LinkedHashSet<>(registered);
        for (Class<?> type : types) {
            if ((type.isInterface() || type == Object.class) && !type.isSealed()) {
                throw new UnknownTypeException(
                        type, "", "an open type has no values of its own; register the classes that are stored for it");
            }
            wider.add(type);
        }
        return new Codecs(wider, custom);
    }

    /** This registry and a codec of the program's own; it serves in place of a codec that is known for its type. */
    public Codecs with(Codec<?> codec) {
        List<Codec<?>> wider = new ArrayList<>(custom);
        wider.removeIf(old -> old.type() == codec.type());
        wider.add(codec);
        return new Codecs(registered, List.copyOf(wider));
    }

    /**
     * The codec of values declared as {@code type}.
     *
     * @throws UnknownTypeException if the type or one that it is made of is not known
     */
    @SuppressWarnings("unchecked")
    public <T> Codec<T> of(Class<T> type) {
        Codec<?> codec = resolved.get(type);
        if (codec == null) {
            CodecBuilder builder = new CodecBuilder(this, registered);
            codec = builder.resolve(type, "");
            resolved.putAll(builder.made());
            resolved.put(type, codec);
        }
        return (Codec<T>) codec;
    }

    /** How values declared as {@code type} lie in bytes; what the classes in it are made of is in {@link #shapes}. */
    public Shape shape(Class<?> type) {
        return new ShapeCollector().shape(of(type));
    }

    /**
     * What all that is registered is made of, and these types: what a file has to carry that holds values of {@link #any} and of these types.
     *
     * @throws UnknownTypeException if one of them is not known
     */
    public Shapes shapes(Class<?>... declared) {
        ShapeCollector collector = new ShapeCollector();
        for (Codec<?> codec : named.all()) {
            collector.shape(codec);
        }
        for (Class<?> type : declared) {
            collector.shape(of(type));
        }
        return collector.shapes();
    }

    /**
     * The codecs of this program over bytes that another version of it wrote, whose values had these shapes.
     *
     * <pre>{@code
     * record Click(String user, long at, @Default("1") int weight) {} // was Click(String user, int at)
     * Shapes written = Shapes.read(in);
     * Click click = codecs.reading(written).of(Click.class).read(in);
     * }</pre>
     */
    public ReadingCodecs reading(Shapes written) {
        return new ReadingCodecs(this, written);
    }

    /** The codec of values of any known class, which writes the class too. */
    public Codec<Object> any() {
        return any;
    }

    /**
     * A value that shares nothing changeable with this one, by the codec of its class; the value itself where it can't change.
     *
     * @throws UnknownTypeException if its class is not known; a record and an enum need no registration for this
     */
    @SuppressWarnings("unchecked")
    public <T> T copy(T value) {
        Codec<Object> codec = named.of(value.getClass());
        if (codec == null) {
            codec = (Codec<Object>) of(declaredClass(value));
        }
        return (T) codec.copy(value);
    }

    /**
     * Whether {@link #copy} gives every value of a class itself, because nothing in it can change.
     *
     * @throws UnknownTypeException as {@link #copy}
     */
    public boolean isFixed(Class<?> type) {
        Codec<?> codec = named.of(type);
        if (codec == null) {
            Class<?> declared = Enum.class.isAssignableFrom(type) && !type.isEnum() ? type.getSuperclass() : type;
            codec = of(declared);
        }
        return NestedCodec.isFixed(codec, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** The class that a program would register for a value: a constant of an enum may have a class of its own. */
    static Class<?> declaredClass(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    NamedCodecs named() {
        return named;
    }

    /** The program's own codec of a class, or null. */
    @Nullable
    Codec<?> custom(Class<?> type) {
        for (Codec<?> codec : custom) {
            if (codec.type() == type) {
                return codec;
            }
        }
        return null;
    }

    Codec<Collection<?>> collections() {
        return collections;
    }

    Codec<Map<?, ?>> maps() {
        return maps;
    }

    Codec<Optional<Object>> optionals() {
        return optionals;
    }
}
