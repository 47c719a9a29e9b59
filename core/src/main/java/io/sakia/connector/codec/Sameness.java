package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells which stored values the program's plain codecs read as they are. A class that is a part of itself is the same if all else is. */
final class Sameness {
    private final Codecs codecs;
    private final Shapes written;
    private final boolean any;

    Sameness(Codecs codecs, Shapes written) {
        this.codecs = codecs;
        this.written = written;
        this.any = registeredAreSame();
    }

    private record Assumed(String stored, Class<?> target) {}

    private boolean registeredAreSame() {
        Set<Assumed> assumed = new HashSet<>();
        for (Definition definition : written.definitions()) {
            Codec<?> target = codecs.named().called(definition.name());
            if (target != null && !same(new Shape.Named(definition.name()), target, true, assumed)) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@link Codecs#any} reads what was written. */
    boolean any() {
        return any;
    }

    boolean same(Shape stored, Codec<?> target) {
        return same(stored, target, any, new HashSet<>());
    }

    private boolean same(Shape stored, Codec<?> target, boolean anySame, Set<Assumed> assumed) {
        if (stored instanceof Shape.Leaf from) {
            return target instanceof Leaf<?> to && to.tag() == from.tag();
        }
        if (stored instanceof Shape.Any) {
            return anySame && target instanceof AnyCodec<?>;
        }
        if (stored instanceof Shape.Collection from) {
            return target instanceof CollectionCodec to
                    && CollectionKind.accepts(to.type(), from.declared())
                    && same(from.element(), to.element(), anySame, assumed);
        }
        if (stored instanceof Shape.Map from) {
            return target instanceof MapCodec to
                    && MapKind.accepts(to.type(), from.declared())
                    && same(from.key(), to.keys(), anySame, assumed)
                    && same(from.value(), to.values(), anySame, assumed);
        }
        if (stored instanceof Shape.Optional from) {
            return target instanceof OptionalCodec to && same(from.element(), to.element(), anySame, assumed);
        }
        return stored instanceof Shape.Named named
                && Opaques.isCalled(target.type(), named.name())
                && (!assumed.add(new Assumed(named.name(), target.type()))
                        || sameNamed(named.name(), target, anySame, assumed));
    }

    private boolean sameNamed(String name, Codec<?> target, boolean anySame, Set<Assumed> assumed) {
        Definition definition = written.get(name);
        if (definition instanceof Definition.Structure structure && target instanceof StructureCodec<?> to) {
            List<Definition.Component> components = structure.components();
            Set<String> names = structure.names();
            Member[] members = to.members();
            boolean same = components.size() == members.length;
            for (int i = 0; same && i < members.length; i++) {
                Definition.Component component = components.get(i);
                same = Migrator.member(component.name(), names, to) == i
                        && members[i].primitive() == component.primitive()
                        && same(component.shape(), members[i].codec(), anySame, assumed);
            }
            return same;
        }
        if (definition instanceof Definition.Alternatives sealed && target instanceof ClosedCodec<?> to) {
            for (Definition.Alternative alternative : sealed.alternatives()) {
                Codec<?> permitted = to.permitted().called(alternative.name());
                if (permitted == null || !same(alternative.shape(), permitted, anySame, assumed)) {
                    return false;
                }
            }
            return true;
        }
        if (definition instanceof Definition.Enumeration) {
            return target instanceof EnumCodec<?>; // constants are stored by name
        }
        return definition instanceof Definition.Opaque opaque && Opaques.understands(target, opaque);
    }
}
