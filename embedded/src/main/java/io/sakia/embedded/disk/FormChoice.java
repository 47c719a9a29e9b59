package io.sakia.embedded.disk;

/** Chooses the form of a class that the format meets for the first time. */
final class FormChoice {
    private FormChoice() {}

    static Form of(Class<?> type) {
        if (type.isRecord()) {
            Form record = RecordForm.of(type);
            if (record != null) {
                return record;
            }
        }
        if (Enum.class.isAssignableFrom(type) && type != Enum.class) {
            return new EnumForm(type);
        }
        if (type.isArray()) {
            return new ArrayForm(type.getComponentType());
        }
        return new SerializedForm(type);
    }
}
