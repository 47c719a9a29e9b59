package io.sakia.connector.codec;

import java.lang.reflect.Modifier;

/**
 * A value that is to be stored is of a type that the {@link Codecs} were not told of. The message ends with what to do, as a
 * rule with the line to add: {@code ssc.types(Click.class)}.
 */
public final class UnknownTypeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final String where;
    private final String reason;

    /** The type is not known, and registering it is what helps. */
    public UnknownTypeException(Class<?> type, String where) {
        this(type.getName(), where, registering(type));
    }

    /** The type can't be stored for a reason, which ends with what to do. */
    public UnknownTypeException(Class<?> type, String where, String reason) {
        this(type.getName(), where, reason);
    }

    private UnknownTypeException(String typeName, String where, String reason) {
        super(typeName + " can't be stored" + (where.isEmpty() ? "" : ", which is needed for " + where) + ": "
                + reason);
        this.typeName = typeName;
        this.where = where;
        this.reason = reason;
    }

    /** The same with the place in front that the caller knows: {@code "the state of 'users'"}. */
    public UnknownTypeException in(String place) {
        UnknownTypeException wider =
                new UnknownTypeException(typeName, where.isEmpty() ? place : where + " in " + place, reason);
        wider.initCause(this);
        return wider;
    }

    /** The same for a program that registers types with a context of another name than {@code ssc}: {@code "sc"}. */
    public UnknownTypeException on(String context) {
        UnknownTypeException other =
                new UnknownTypeException(typeName, where, reason.replace("ssc.types(", context + ".types("));
        other.initCause(this);
        return other;
    }

    /** The name of the class that is not known. */
    public String typeName() {
        return typeName;
    }

    private static String registering(Class<?> type) {
        if (type.isArray()) {
            return "use a List, or an array of a primitive type, in its place";
        }
        if (type.isHidden() || type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return "only a class with a name can be registered; make it a top-level or static nested class, best a record,"
                    + " and register that: ssc.types(….class)";
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            return "register the classes that implement it: ssc.types(….class)";
        }
        return "it is not among the types that are known or registered; add ssc.types(" + Names.inSource(type)
                + ".class) to the program";
    }
}
