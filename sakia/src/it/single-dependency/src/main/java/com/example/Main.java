package com.example;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A program that depends on {@code io.sakia:sakia} alone, and shows what that brought onto its class path. */
public final class Main {
    private Main() {}

    /** Runs the program, then lists its jars. */
    public static void main(String[] args) throws IOException {
        // The streaming program goes here.
        printJars(System.getProperty("java.class.path"));
    }

    private static void printJars(String classPath) throws IOException {
        List<Path> jars = Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .sorted(Comparator.comparing(Path::getFileName))
                .toList();
        long total = 0;
        System.out.println("One dependency, io.sakia:sakia, brings these jars:");
        for (Path jar : jars) {
            long size = Files.size(jar);
            total += size;
            System.out.println(line(size, jar.getFileName().toString()));
        }
        System.out.println(line(total, "in all, " + jars.size() + " jars"));
    }

    private static String line(long bytes, String text) {
        return String.format(Locale.ROOT, "%,12d bytes  %s", bytes, text);
    }
}
