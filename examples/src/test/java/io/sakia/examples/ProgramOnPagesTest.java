package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that the pages show is {@link WordCount}, to the letter. */
class ProgramOnPagesTest {
    private static final Path SOURCE = Path.of("examples/src/main/java/io/sakia/examples/WordCount.java");
    private static final String INDENT = "    ";

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md", "docs/coming-from-spark.md"})
    void thePagesShowItsDefinition(String page) throws Exception {
        assertThat(page(page).code("java").get(0)).isEqualTo(definition());
    }

    @Test
    void theQuickstartShowsAllOfItInAPackageOfTheReaders() throws Exception {
        assertThat(page("docs/quickstart.md").code("java").get(0)).isEqualTo(program("com.example"));
    }

    @Test
    void itsDefinitionIsFound() throws Exception {
        assertThat(definition())
                .startsWith("public static void define(StreamingContext ssc) {\n")
                .contains("\n            .reduceByKey(Long::sum)\n")
                .endsWith(";\n}");
    }

    private static Page page(String path) {
        return Page.read(Page.root().resolve(path));
    }

    private static List<String> source() throws IOException {
        return Files.readAllLines(Page.root().resolve(SOURCE));
    }

    /** The method {@code define}, moved to the left. */
    private static String definition() throws IOException {
        List<String> lines = source();
        int first = lines.indexOf(INDENT + "public static void define(StreamingContext ssc) {");
        assertThat(first).as("where define begins in %s", SOURCE).isNotNegative();
        int last = first + lines.subList(first, lines.size()).indexOf(INDENT + "}");
        return String.join(
                "\n",
                lines.subList(first, last + 1).stream()
                        .map(line -> line.startsWith(INDENT) ? line.substring(INDENT.length()) : line)
                        .toList());
    }

    private static String program(String newPackage) throws IOException {
        return String.join("\n", source()).replace("package io.sakia.examples;", "package " + newPackage + ";");
    }
}
