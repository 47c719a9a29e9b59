package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What differs between what is stored of a class and the class of the program, line by line, for people. */
final class Differences {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    private Differences(String name) {
        this.name = name;
    }

    static List<String> of(Definition stored, Codec<?> target) {
        Differences differences = new Differences(Names.inSource(target.type()));
        String now = target.type().getName();
        if (!now.equals(stored.name())) {
            differences.lines.add(stored.name() + ": is " + now + " now");
        }
        if (stored instanceof Definition.Structure structure && target instanceof StructureCodec<?> to) {
            differences.components(structure, to);
        } else if (stored instanceof Definition.Enumeration enumeration && target instanceof EnumCodec<?> to) {
            differences.constants(enumeration, to);
        } else if (stored instanceof Definition.Alternatives sealed && target instanceof ClosedCodec<?> to) {
            differences.alternatives(sealed, to);
        }
        return differences.lines;
    }

    private void components(Definition.Structure stored, StructureCodec<?> target) {
        Set<String> names = stored.names();
        Member[] members = target.members();
        boolean[] known = new boolean[members.length];
        int last = -1;
        boolean moved = false;
        for (Definition.Component component : stored.components()) {
            int index = Migrator.member(component.name(), names, target);
            if (index < 0) {
                line(component.name(), component.typeText() + " removed");
                continue;
            }
            known[index] = true;
            moved |= index < last;
            last = index;
            compare(component, members[index]);
        }
        if (moved) {
            lines.add(name + ": its components have another order");
        }
        for (int i = 0; i < members.length; i++) {
            DefaultValue absent = known[i] ? null : target.absent(members[i]);
            if (absent != null) {
                String type = members[i].component(new ShapeCollector()).typeText();
                line(members[i].name(), type + " added, " + absent.text() + " by default");
            }
        }
    }

    private void compare(Definition.Component stored, Member member) {
        Definition.Component now = member.component(new ShapeCollector());
        if (!now.name().equals(stored.name())) {
            line(stored.name(), "is called " + now.name() + " now");
        }
        if (!now.typeText().equals(stored.typeText())) {
            line(now.name(), stored.typeText() + " is " + now.typeText() + " now");
        }
    }

    private void constants(Definition.Enumeration stored, EnumCodec<?> target) {
        for (String constant : stored.constants()) {
            if (!target.reads(constant)) {
                line(constant, "removed; a stored one could not be read");
            }
        }
    }

    private void alternatives(Definition.Alternatives stored, ClosedCodec<?> target) {
        for (Definition.Alternative each : stored.alternatives()) {
            if (target.permitted().called(each.name()) == null) {
                lines.add(
                        name + ": has no " + Names.inSource(each.name()) + " any more; a stored one could not be read");
            }
        }
    }

    private void line(String component, String text) {
        lines.add(name + "." + component + ": " + text);
    }
}
