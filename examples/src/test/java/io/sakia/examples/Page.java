package io.sakia.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Markdown page of the repository.
 *
 * @param path where it is
 * @param lines its lines
 */
record Page(Path path, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final Set<String> LEFT_OUT = Set.of("target", "node_modules");

    static Page read(Path path) {
        try {
            return new Page(path, Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository's root, whether the tests run in it or in a module's folder. */
    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw")) && Files.exists(folder.resolve("LICENSE"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "the tests do not run inside the repository: " + Path.of("").toAbsolutePath());
    }

    /** All pages of the repository, less what was built or does not belong to it. */
    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        Path root = root();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    boolean leftOut = !folder.equals(root) && (name.startsWith(".") || LEFT_OUT.contains(name));
                    return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".md")) {
                        pages.add(read(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    /** The lines that are not part of a code block. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            if (FENCE.matcher(line).matches()) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The code blocks in a language, in their order, each with its lines joined by line feeds. */
    List<String> code(String language) {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        String opening = null;
        for (String line : lines) {
            if (!FENCE.matcher(line).matches()) {
                if (block != null) {
                    block.add(line);
                }
            } else if (block == null) {
                block = new ArrayList<>();
                opening = line.strip();
            } else {
                if (opening.equals("```" + language)) {
                    blocks.add(String.join("\n", block));
                }
                block = null;
            }
        }
        return blocks;
    }

    /** The path from the root, with slashes. */
    @Override
    public String toString() {
        return root().relativize(path).toString().replace('\\', '/');
    }
}
