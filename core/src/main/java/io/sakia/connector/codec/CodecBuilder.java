package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the codec of a type and of all types that it is made of, or refuses it at once. What was made stays here until all of
 * it could be made.
 */
final class CodecBuilder {
    private final Codecs codecs;
    private final Set<Class<?>> registered;
    private final Map<Class<?>, Codec<?>> made = new LinkedHashMap<>();

    CodecBuilder(Codecs codecs, Set<Class<?>> registered) {
        this.codecs = codecs;
        this.registered = registered;
    }

    /** All that was made, by class: records, enums and registered classes, also those that only others need. */
    Map<Class<?>, Codec<?>> made() {
        return made;
    }

    @SuppressWarnings("unchecked")
    Codec<Object> resolve(Type type, String where) {
        if (type instanceof Class<?> c) {
            return (Codec<Object>) resolveClass(c, where);
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Codec<Object>) resolveParameterized(parameterized, where);
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], where);
        }
        if (type instanceof TypeVariable<?> variable) {
            return resolve(erase(variable.getBounds()[0]), where);
        }
        throw new UnknownTypeException(
                Object[].class, where, "use a List, or an array of a primitive type, in its place");
    }

    private Codec<?> resolveParameterized(ParameterizedType type, String where) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (codecs.custom(raw) != null) {
            return resolveClass(raw, where);
        }
        if (CollectionKind.covers(raw) && arguments.length == 1) {
            return new CollectionCodec(raw, resolve(arguments[0], where));
        }
        if (MapKind.covers(raw) && arguments.length == 2) {
            return new MapCodec(raw, resolve(arguments[0], where), resolve(arguments[1], where));
        }
        if (raw == Optional.class) {
            return new OptionalCodec(resolve(arguments[0], where));
        }
        return resolveClass(raw, where);
    }

    private Codec<?> resolveClass(Class<?> declared, String where) {
        Class<?> type = MethodType.methodType(declared).wrap().returnType();
        Codec<?> known = codecs.custom(type);
        if (known == null) {
            known = StandardCodecs.leaf(type);
        }
        if (known == null) {
            known = made.get(type);
        }
        return known != null ? known : make(type, where);
    }

    private Codec<?> make(Class<?> type, String where) {
        if (CollectionKind.covers(type)) {
            return new CollectionCodec(type, codecs.any());
        }
        if (MapKind.covers(type)) {
            return new MapCodec(type, codecs.any(), codecs.any());
        }
        if (type == Optional.class) {
            return new OptionalCodec(codecs.any());
        }
        if (JdkClasses.hidden(type) && ZoneId.class.isAssignableFrom(type)) {
            return resolveClass(ZoneId.class, where);
        }
        if (type.isEnum()) {
            return keep(enumCodec(type));
        }
        if (type.isRecord()) {
            RecordCodec<?> codec = keep(new RecordCodec<>(type));
            codec.link(this, where);
            return codec;
        }
        if (type.isSealed() && (type.isInterface() || Modifier.isAbstract(type.getModifiers()))) {
            return closed(type, where);
        }
        if (type == Object.class || type.isInterface() || isOpen(type)) {
            return new AnyCodec<>(codecs, type);
        }
        if (registered.contains(type)) {
            ObjectCodec<?> codec = keep(new ObjectCodec<>(type));
            codec.link(this, where);
            return codec;
        }
        throw new UnknownTypeException(type, where);
    }

    private static boolean isOpen(Class<?> type) {
        return Modifier.isAbstract(type.getModifiers())
                && !type.isArray()
                && !Collection.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type);
    }

    private <C extends Codec<?>> C keep(C codec) {
        made.put(codec.type(), codec);
        return codec;
    }

    private <T> ClosedCodec<T> closed(Class<T> type, String where) {
        ClosedCodec<T> codec = keep(new ClosedCodec<>(type));
        permit(codec, type, where);
        return codec;
    }

    /** A permitted type that is itself sealed adds its own permitted types; one that is open again can't be known. */
    private void permit(ClosedCodec<?> codec, Class<?> type, String where) {
        for (Class<?> each : type.getPermittedSubclasses()) {
            if (codecs.custom(each) == null && each.isSealed() && !each.isEnum()) {
                permit(codec, each, where);
            }
            if (codecs.custom(each) != null || !Modifier.isAbstract(each.getModifiers()) || each.isEnum()) {
                codec.permit(resolveClass(each, where));
            } else if (!each.isSealed()) {
                throw new UnknownTypeException(
                        each,
                        where,
                        "it is open (non-sealed), so its classes aren't known: seal it, or register a Codec"
                                + " for it: ssc.types(codec)");
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static EnumCodec<?> enumCodec(Class<?> type) {
        return new EnumCodec(type);
    }

    private static Class<?> erase(Type bound) {
        if (bound instanceof Class<?> c) {
            return c;
        }
        return bound instanceof ParameterizedType p ? (Class<?>) p.getRawType() : Object.class;
    }

    /** A type whose module does not let us in. */
    static UnknownTypeException closed(Class<?> type, String where, ReflectiveOperationException cause) {
        UnknownTypeException refusal = new UnknownTypeException(
                type,
                where,
                "its members are out of reach (" + cause.getMessage() + "): open its package to io.sakia.core, or"
                        + " register a Codec for it: ssc.types(codec)");
        refusal.initCause(cause);
        return refusal;
    }
}
