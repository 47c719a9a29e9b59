package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of a program over bytes that another version of it wrote. What has the same shape is read by the plain codecs. Else, component by component:
 *
 * <ul>
 *   <li>components are found by name, so their order does not matter; one that is gone is passed over; one that was added is what {@link Default} says,
 *       or empty if it is an Optional or a collection, or in a plain class what its constructor makes it;
 *   <li>numbers become wider ones where nothing is lost: byte, short, char, int, long, BigInteger, BigDecimal; byte, short, int, float, double; a primitive becomes
 *       its box, and the other way round with a {@link Default} for null;
 *   <li>classes, components and constants of enums may have another name now, with {@link FormerNames};
 *   <li>an enum and a sealed type may have more constants and classes, or fewer as long as none of those is stored;
 *   <li>all else is refused with a {@link ShapeMismatchException}.
 * </ul>
 *
 * <p>The codecs that it gives write, copy and hash as the plain ones. Safe for several threads. See {@link Codecs#reading}.
 */
public final class ReadingCodecs {
    private final Codecs codecs;
    private final Shapes written;
    private final Sameness sameness;
    private final Map<Class<?>, Codec<?>> byType = new ConcurrentHashMap<>();
    private final Map<String, Codec<Object>> byName = new ConcurrentHashMap<>();
    private final Codec<Object> any;
    private final CollectionCodec collections;
    private final MapCodec maps;
    private final OptionalCodec optionals;

    ReadingCodecs(Codecs codecs, Shapes written) {
        this.codecs = codecs;
        this.written = written;
        this.sameness = new Sameness(codecs, written);
        AnyCodec<Object> plain = new AnyCodec<>(codecs, Object.class);
        this.any = sameness.any() ? codecs.any() : new MigratedAny<>(this, plain);
        this.collections = new CollectionCodec(java.util.Collection.class, any);
        this.maps = new MapCodec(Map.class, any, any);
        this.optionals = new OptionalCodec(any);
    }

    /**
     * The codec of values that were declared as {@code type} when they were written, under its name or a former one. {@code Codecs.of(type)} itself where
     * nothing differs.
     *
     * @throws ShapeMismatchException if they can't be read, or no shape of this class was written
     * @throws UnknownTypeException if the program could not store the type itself
     */
    @SuppressWarnings("unchecked")
    public <T> Codec<T> of(Class<T> type) throws ShapeMismatchException {
        Codec<?> known = byType.get(type);
        if (known == null) {
            Codec<T> target = codecs.of(type);
            known = convert(root(target), target);
            byType.put(type, known);
        }
        return (Codec<T>) known;
    }

    /**
     * The codec of values that were declared as {@code stored} and are declared as {@code type} now.
     *
     * @throws ShapeMismatchException if they can't be read
     * @throws UnknownTypeException if the program could not store the type itself
     */
    @SuppressWarnings("unchecked")
    public <T> Codec<T> of(Class<T> type, Shape stored) throws ShapeMismatchException {
        return (Codec<T>) convert(stored, codecs.of(type));
    }

    /** The codec of values that {@link Codecs#any} wrote; that one itself where nothing differs. */
    public Codec<Object> any() {
        return any;
    }

    /**
     * The names of the classes that {@link #any} has met in the bytes so far; none where that is the plain codec, because no registered class has
     * changed.
     */
    public Set<String> met() {
        return Set.copyOf(byName.keySet());
    }

    /**
     * Compares all that is written with what the program registers and declares now, without reading a value.
     *
     * @param declared what the program stores as declared types, without having registered it
     */
    public Migration migration(Class<?>... declared) {
        ShapeCollector now = new ShapeCollector();
        codecs.named().all().forEach(now::shape);
        for (Class<?> type : declared) {
            now.shape(codecs.of(type));
        }
        List<String> changes = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Definition definition : written.definitions()) {
            Codec<?> target = called(definition.name(), now);
            if (target == null) {
                changes.add(definition.name() + ": not known any more; a stored one could not be read");
                continue;
            }
            changes.addAll(Differences.of(definition, target));
            try {
                convert(new Shape.Named(definition.name()), target);
            } catch (ShapeMismatchException e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        return result(changes, reasons);
    }

    /** Compares a place where values were declared as {@code stored} with the type that it has now; what classes are made of is told by the other method. */
    public Migration migration(Class<?> type, Shape stored) {
        Codec<?> target = codecs.of(type);
        Shape now = new ShapeCollector().shape(target);
        try {
            convert(stored, target);
        } catch (ShapeMismatchException e) {
            return new Migration.Refused(List.of(String.valueOf(e.getMessage())));
        }
        return result(now.equals(stored) ? List.of() : List.of(stored + " is " + now + " now"), List.of());
    }

    private static Migration result(List<String> changes, List<String> reasons) {
        if (!reasons.isEmpty()) {
            return new Migration.Refused(reasons.stream().distinct().toList());
        }
        return changes.isEmpty() ? new Migration.Same() : new Migration.Migrates(changes);
    }

    private static @Nullable Codec<?> called(String name, ShapeCollector now) {
        Codec<?> former = null;
        for (Codec<?> codec : now.codecs()) {
            if (codec.type().getName().equals(name)) {
                return codec;
            }
            if (Opaques.isCalled(codec.type(), name)) {
                former = codec;
            }
        }
        return former;
    }

    Codec<Object> collections() {
        return erased(collections);
    }

    Codec<Object> maps() {
        return erased(maps);
    }

    Codec<Object> optionals() {
        return erased(optionals);
    }

    /** The codec of the class that a name in the bytes means. Only registered classes have one. */
    Codec<Object> named(String name) throws IOException {
        Codec<Object> known = byName.get(name);
        if (known == null) {
            Codec<?> target = codecs.named().called(name);
            if (target == null) {
                throw NamedCodecs.unknown(name);
            }
            known = convert(new Shape.Named(name), target);
            byName.put(name, known);
        }
        return known;
    }

    private Codec<Object> convert(Shape stored, Codec<?> target) throws ShapeMismatchException {
        return new Migrator(this, codecs, written, sameness).convert(stored, target, "");
    }

    /** What values of a codec were declared as, if the program declared the same. */
    private Shape root(Codec<?> target) throws ShapeMismatchException {
        Shape now = new ShapeCollector().shape(target);
        if (!(now instanceof Shape.Named named) || written.get(named.name()) != null) {
            return now;
        }
        FormerNames former = target.type().getAnnotation(FormerNames.class);
        for (String name : former == null ? new String[0] : former.value()) {
            if (written.get(name) != null) {
                return new Shape.Named(name);
            }
        }
        throw new ShapeMismatchException(
                "no " + named.name() + " is among the stored types: if it had another name when"
                        + " it was stored, add @FormerNames(\"…\") to it");
    }

    @SuppressWarnings("unchecked")
    private static Codec<Object> erased(Codec<?> codec) {
        return (Codec<Object>) codec;
    }
}
