package io.sakia.embedded.disk;

import java.util.Objects;

/** An enum's constants by their position, with a body or without. */
final class EnumForm extends Form {
    private final Object[] constants;

    EnumForm(Class<?> type) {
        Object[] own = type.getEnumConstants();
        constants =
                own != null ? own : Objects.requireNonNull(type.getSuperclass().getEnumConstants());
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // what is written does not outlive the process, so no constant moves
    void write(Object value, RecordOutput out, RecordFormat format) {
        out.writeNumber(((Enum<?>) value).ordinal());
    }

    @Override
    Object read(RecordInput in, RecordFormat format) {
        return constants[in.readLength()];
    }
}
