package io.sakia.connector;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A path as {@link FileStores#absolute} gives it.
 *
 * @param root {@code /}, {@code C:/}, {@code hdfs://namenode:8020/}
 * @param rest the names below it, with {@code /} between them
 */
record AbsolutePath(String root, String rest) {
    private static final Pattern FORM =
            Pattern.compile("((?:[A-Za-z][A-Za-z0-9+.-]+://[^/]*|[A-Za-z]:)?/)(.*)", Pattern.DOTALL);

    static AbsolutePath of(String path) {
        Matcher matcher = FORM.matcher(path);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + path + "' is no absolute path");
        }
        return new AbsolutePath(matcher.group(1), matcher.group(2));
    }

    static AbsolutePath root(String path) {
        return new AbsolutePath(of(path).root, "");
    }

    static List<String> names(String path) {
        return Stream.of(of(path).rest.split("/"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    AbsolutePath child(String name) {
        return new AbsolutePath(root, rest.isEmpty() ? name : rest + "/" + name);
    }

    @Override
    public String toString() {
        return root + rest;
    }
}
