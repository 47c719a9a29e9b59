package io.sakia.connector.codec;

/** How a class is called in source text after an import of its outermost class. */
final class Names {
    private Names() {}

    static String inSource(Class<?> type) {
        String name = type.getTypeName();
        String packageName = type.getPackageName();
        return (packageName.isEmpty() || type.isArray() ? name : name.substring(packageName.length() + 1))
                .replace('$', '.');
    }

    /** Of a class that is known by name only. */
    static String inSource(String className) {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    }
}
