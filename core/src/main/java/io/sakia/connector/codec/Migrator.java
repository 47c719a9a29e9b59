package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the codec that reads values of a stored shape as values of a type of the program, and of all that they are made of, or refuses it. What was made stays
 * here until all of it could be made.
 */
final class Migrator {
    private final ReadingCodecs reading;
    private final Codecs codecs;
    private final Shapes written;
    private final Sameness sameness;
    private final Map<Step, Codec<?>> made = new HashMap<>();
    private final Set<String> skippable = new HashSet<>();

    Migrator(ReadingCodecs reading, Codecs codecs, Shapes written, Sameness sameness) {
        this.reading = reading;
        this.codecs = codecs;
        this.written = written;
        this.sameness = sameness;
    }

    /** From the stored class of a name to a class of the program. */
    private record Step(String stored, Class<?> target) {}

    /**
     * The codec that reads values of a stored shape as those of {@code target}: that one itself where nothing differs.
     *
     * @param place how the place is called in messages: {@code Click.user}
     */
    @SuppressWarnings("unchecked")
    Codec<Object> convert(Shape stored, Codec<?> target, String place) throws ShapeMismatchException {
        return (Codec<Object>) (sameness.same(stored, target) ? target : different(stored, target, place));
    }

    private Codec<?> different(Shape stored, Codec<?> target, String place) throws ShapeMismatchException {
        if (target instanceof AnyCodec<?> any) {
            return intoAny(stored, any, place);
        }
        if (stored instanceof Shape.Any) {
            return fromAny(stored, target, place);
        }
        if (stored instanceof Shape.Leaf from && target instanceof Leaf<?> to) {
            return widened(from, to, place);
        }
        if (stored instanceof Shape.Collection from
                && target instanceof CollectionCodec to
                && CollectionKind.accepts(to.type(), from.declared())) {
            return new CollectionCodec(to.type(), convert(from.element(), to.element(), place));
        }
        if (stored instanceof Shape.Map from
                && target instanceof MapCodec to
                && MapKind.accepts(to.type(), from.declared())) {
            return new MapCodec(
                    to.type(), convert(from.key(), to.keys(), place), convert(from.value(), to.values(), place));
        }
        if (stored instanceof Shape.Optional from && target instanceof OptionalCodec to) {
            return new OptionalCodec(convert(from.element(), to.element(), place));
        }
        if (stored instanceof Shape.Named named) {
            return named(named, target, place);
        }
        throw refused(stored, target, place);
    }

    private Codec<?> widened(Shape.Leaf from, Leaf<?> to, String place) throws ShapeMismatchException {
        Leaf<?> leaf = StandardCodecs.byTag(from.tag());
        Function<Object, Object> widening = Widening.of(from.tag(), to.tag());
        if (leaf == null || widening == null) {
            throw refused(from, to, place);
        }
        return new WidenedLeaf<>(leaf, to, widening);
    }

    /** What was declared as something else is an open type now: its values are read as what they are. */
    private Codec<?> intoAny(Shape stored, AnyCodec<?> target, String place) throws ShapeMismatchException {
        if (stored instanceof Shape.Any) {
            return new MigratedAny<>(reading, target);
        }
        Codec<?> natural;
        if (stored instanceof Shape.Leaf leaf) {
            natural = StandardCodecs.byTag(leaf.tag());
        } else if (stored instanceof Shape.Collection) {
            natural = codecs.collections();
        } else if (stored instanceof Shape.Map) {
            natural = codecs.maps();
        } else if (stored instanceof Shape.Optional) {
            natural = codecs.optionals();
        } else if (stored instanceof Shape.Named named
                && written.get(named.name()) instanceof Definition.Alternatives sealed) {
            return alternatives(sealed, target, codecs.named(), place);
        } else {
            natural = codecs.named().called(stored instanceof Shape.Named named ? named.name() : "");
        }
        if (natural == null
                || !(target.type().isAssignableFrom(natural.type())
                        || natural.type().isInterface())) {
            throw refused(stored, target, place);
        }
        return new CheckedCodec<>(convert(stored, natural, place), target);
    }

    /** What was declared as an open type has a closed one now: each value is looked at. Elements of collections could not be. */
    private Codec<?> fromAny(Shape stored, Codec<?> target, String place) throws ShapeMismatchException {
        boolean open = true;
        if (target instanceof CollectionCodec to) {
            open = to.element() instanceof AnyCodec<?>;
        } else if (target instanceof MapCodec to) {
            open = to.keys() instanceof AnyCodec<?> && to.values() instanceof AnyCodec<?>;
        } else if (target instanceof OptionalCodec to) {
            open = to.element() instanceof AnyCodec<?>;
        }
        if (!open) {
            throw refused(stored, target, place);
        }
        return new CheckedCodec<>(reading.any(), target);
    }

    private Codec<?> named(Shape.Named stored, Codec<?> target, String place) throws ShapeMismatchException {
        Definition definition = written.get(stored.name());
        if (definition == null) {
            throw new ShapeMismatchException(place(place) + "values of " + stored.name()
                    + " are stored, and what they are made of is not: the file has no shape of that class");
        }
        if (!Opaques.isCalled(target.type(), stored.name())) {
            Codec<?> one =
                    target instanceof ClosedCodec<?> closed ? closed.permitted().called(stored.name()) : null;
            if (one != null) { // what was one class is one of several now
                return new CheckedCodec<>(convert(stored, one, place), target);
            }
            throw new ShapeMismatchException(place(place) + stored.name() + " is stored where the program has "
                    + target.type().getName() + ": if it is the same class under a new name, add @FormerNames(\""
                    + stored.name() + "\") to it");
        }
        if (definition instanceof Definition.Structure structure && target instanceof StructureCodec<?> to) {
            return structure(structure, to);
        }
        if (definition instanceof Definition.Alternatives sealed && target instanceof ClosedCodec<?> to) {
            return alternatives(sealed, to, to.permitted(), place);
        }
        if (definition instanceof Definition.Opaque opaque) {
            throw new ShapeMismatchException(place(place) + stored.name() + " was stored by the codec " + opaque.codec()
                    + ", and is known as " + describe(target)
                    + " now: register that codec, or if it has another name now,"
                    + " add @FormerNames(\"" + opaque.codec() + "\") to its class");
        }
        throw new ShapeMismatchException(place(place) + "what was stored as " + definition + " can't be read as "
                + describe(target) + ": give the new class another name, and keep the old one");
    }

    private <T> Codec<?> structure(Definition.Structure stored, StructureCodec<T> target)
            throws ShapeMismatchException {
        Step step = new Step(stored.name(), target.type());
        Codec<?> begun = made.get(step);
        if (begun != null) {
            return begun;
        }
        MigratedStructure<T> codec = new MigratedStructure<>(target);
        made.put(step, codec);
        Set<String> names = stored.names();
        boolean[] known = new boolean[target.members().length];
        List<MigratedStructure.Step> steps = new ArrayList<>();
        for (Definition.Component component : stored.components()) {
            int index = member(component.name(), names, target);
            if (index < 0) {
                checkSkipped(component.shape(), Names.inSource(stored.name()) + "." + component.name());
                steps.add(new MigratedStructure.Removed(
                        component, new StoredWalk(written, codecs, StoredWalk.Visitor.NONE)));
            } else {
                known[index] = true;
                steps.add(kept(component, index, target));
            }
        }
        for (int i = 0; i < known.length; i++) {
            if (!known[i] && target.absent(target.members()[i]) == null) {
                throw absent(target.members()[i], stored, target);
            }
        }
        codec.link(steps);
        return codec;
    }

    /**
     * The member that a stored component is now: the one of its name, else the one that had its name; −1 if there is none.
     *
     * @param stored the names of all stored components
     */
    static int member(String component, Set<String> stored, StructureCodec<?> target) {
        int former = -1;
        Member[] members = target.members();
        for (int i = 0; i < members.length; i++) {
            if (members[i].name().equals(component)) {
                return i;
            }
            if (members[i].isCalled(component) && !stored.contains(members[i].name())) {
                former = i;
            }
        }
        return former;
    }

    private MigratedStructure.Step kept(Definition.Component component, int index, StructureCodec<?> target)
            throws ShapeMismatchException {
        Member member = target.members()[index];
        String place = Names.inSource(target.type()) + "." + member.name();
        boolean mayBeNull = !component.primitive() && member.primitive();
        return new MigratedStructure.Kept(
                index,
                convert(component.shape(), member.codec(), place),
                !component.primitive(),
                mayBeNull ? wasNull(member, component, place) : null);
    }

    private static DefaultValue wasNull(Member member, Definition.Component component, String place)
            throws ShapeMismatchException {
        DefaultValue byDefault = member.byDefault();
        if (byDefault == null) {
            throw new ShapeMismatchException(place + " is a primitive now and was stored as " + component.typeText()
                    + ", which may be null: say what null becomes, @Default(\"…\") on " + member.name());
        }
        return byDefault;
    }

    private ShapeMismatchException absent(Member member, Definition.Structure stored, StructureCodec<?> target) {
        Definition.Component now = member.component(new ShapeCollector());
        return new ShapeMismatchException(Names.inSource(target.type()) + "." + member.name()
                + " is not in the stored values, which are " + stored + ": say what it is in them, @Default(\"…\") "
                + now.typeText() + " " + member.name() + ", or where it had another name, @FormerNames(\"…\")");
    }

    /** What is passed over must be understood, too: a codec of the program's own may be needed for it. */
    private void checkSkipped(Shape skipped, String place) throws ShapeMismatchException {
        Deque<Shape> open = new ArrayDeque<>(List.of(skipped));
        for (Shape shape = open.poll(); shape != null; shape = open.poll()) {
            if (shape instanceof Shape.Collection collection) {
                open.add(collection.element());
            } else if (shape instanceof Shape.Map map) {
                open.add(map.key());
                open.add(map.value());
            } else if (shape instanceof Shape.Optional optional) {
                open.add(optional.element());
            } else if (shape instanceof Shape.Named named && skippable.add(named.name())) {
                Definition definition = written.get(named.name());
                if (definition instanceof Definition.Structure structure) {
                    structure.components().forEach(each -> open.add(each.shape()));
                } else if (definition instanceof Definition.Alternatives sealed) {
                    sealed.alternatives().forEach(each -> open.add(each.shape()));
                } else if (definition instanceof Definition.Opaque opaque && Opaques.codec(opaque, codecs) == null) {
                    throw new ShapeMismatchException(place + " was removed, and holds what the codec " + opaque.codec()
                            + " stored, without which its bytes can't be passed over: keep that codec registered");
                }
            }
        }
    }

    /** Alternatives that the program has no more are missed only where one is stored. */
    private <T> Codec<?> alternatives(
            Definition.Alternatives stored, NestedCodec<T> target, NamedCodecs known, String place)
            throws ShapeMismatchException {
        Step step = new Step(stored.name(), target.type());
        Codec<?> begun = made.get(step);
        if (begun != null) {
            return begun;
        }
        MigratedAlternatives<T> codec = new MigratedAlternatives<>(stored.name(), target);
        made.put(step, codec);
        Map<String, Codec<Object>> alternatives = new HashMap<>();
        for (Definition.Alternative each : stored.alternatives()) {
            Codec<?> to = known.called(each.name());
            if (to != null) {
                alternatives.put(each.name(), convert(each.shape(), to, place));
            }
        }
        codec.link(alternatives);
        return codec;
    }

    private static ShapeMismatchException refused(Shape stored, Codec<?> target, String place) {
        return new ShapeMismatchException(place(place) + stored + " is stored, which can't be read as "
                + describe(target)
                + ": only conversions that lose nothing are made; give the new one another name, with a"
                + " @Default, or go back to the old type");
    }

    private static String describe(Codec<?> codec) {
        return new ShapeCollector().shape(codec).toString();
    }

    private static String place(@Nullable String place) {
        return place == null || place.isEmpty() ? "" : place + ": ";
    }
}
