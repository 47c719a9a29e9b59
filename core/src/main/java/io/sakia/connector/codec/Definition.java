package io.sakia.connector.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the stored values of a class are made of.
 *
 * <pre>
 *   Click(user: String, at: long)      a record, or a plain class with these fields
 *   Colour[RED, GREEN]                 an enum
 *   Event = Click | View               a sealed type
 *   Hex by com.acme.HexCodec           a class with a codec of the program's own
 * </pre>
 */
public sealed interface Definition {
    /** The class's name, as {@link Class#getName} gives it. */
    String name();

    /**
     * A record or a plain class: its components, one behind the other.
     *
     * @param components of different names
     */
    record Structure(String name, List<Component> components) implements Definition {
        /** Copies the list, and refuses two components of one name. */
        public Structure {
            components = List.copyOf(components);
            Set<String> names = new HashSet<>();
            for (Component component : components) {
                if (!names.add(component.name())) {
                    throw new IllegalArgumentException(name + " has two components '" + component.name() + "'");
                }
            }
        }

        /** The names of the components. */
        Set<String> names() {
            return components.stream().map(Component::name).collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return components.stream()
                    .map(Component::toString)
                    .collect(Collectors.joining(", ", Names.inSource(name) + "(", ")"));
        }
    }

    /**
     * A component of a record, or a field of a plain class.
     *
     * @param primitive whether it is declared as a primitive, so that it is never null and has no mark for it
     */
    record Component(String name, Shape shape, boolean primitive) {
        private static final int LAST_BOX = 8;

        /** Refuses a primitive that is none. */
        public Component {
            if (primitive && !(shape instanceof Shape.Leaf leaf && leaf.tag() <= LAST_BOX)) {
                throw new IllegalArgumentException(name + " can't be primitive, as it is a " + shape);
            }
        }

        @Override
        public String toString() {
            return name + ": " + typeText();
        }

        /** The type as in source: {@code long} for a primitive, {@code Long} for one that may be null. */
        String typeText() {
            return primitive && shape instanceof Shape.Leaf leaf
                    ? java.lang.invoke.MethodType.methodType(leaf.type())
                            .unwrap()
                            .returnType()
                            .getName()
                    : shape.toString();
        }
    }

    /**
     * An enum, whose constants are stored by name.
     *
     * @param constants in their order
     */
    record Enumeration(String name, List<String> constants) implements Definition {
        /** Copies the list. */
        public Enumeration {
            constants = List.copyOf(constants);
        }

        @Override
        public String toString() {
            return Names.inSource(name) + constants;
        }
    }

    /**
     * A sealed type: the name of one of its classes, then its value.
     *
     * @param alternatives of different names
     */
    record Alternatives(String name, List<Alternative> alternatives) implements Definition {
        /** Copies the list, and refuses two alternatives of one name. */
        public Alternatives {
            alternatives = List.copyOf(alternatives);
            Set<String> names = new HashSet<>();
            for (Alternative alternative : alternatives) {
                if (!names.add(alternative.name())) {
                    throw new IllegalArgumentException(name + " has the class " + alternative.name() + " twice");
                }
            }
        }

        @Override
        public String toString() {
            return alternatives.stream()
                    .map(each -> Names.inSource(each.name()))
                    .collect(Collectors.joining(" | ", Names.inSource(name) + " = ", ""));
        }
    }

    /**
     * One class of a sealed type.
     *
     * @param name the class's name, as it stands in the bytes
     */
    record Alternative(String name, Shape shape) {}

    /**
     * A class that a codec of the program's own stores, in bytes that only it understands.
     *
     * @param codec the name of the codec's class
     */
    record Opaque(String name, String codec) implements Definition {
        @Override
        public String toString() {
            return Names.inSource(name) + " by " + codec;
        }
    }
}
