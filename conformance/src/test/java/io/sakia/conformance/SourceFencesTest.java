package io.sakia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same fences for modules whose classes are not on this one's class path, by their sources. */
class SourceFencesTest {
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?(io\\.sakia[a-z.]*)\\.[A-Z].*;$");
    private static final Pattern READS_CLOCK = Pattern.compile(
            "System\\.(currentTimeMillis|nanoTime)\\(|(Instant|LocalDateTime|ZonedDateTime|LocalTime|LocalDate)\\.now\\(");
    private static final Pattern SLEEPS = Pattern.compile(
            "Thread\\.(sleep|yield|onSpinWait)\\(|parkNanos\\(|parkUntil\\(|TimeUnit\\.[A-Z]+\\.sleep\\(");
    private static final Pattern TEST_SLEEPS = Pattern.compile("Thread\\.sleep\\(|parkNanos\\(|parkUntil\\(");
    private static final Pattern NAMELESS = Pattern.compile("(Utils?|Helper)\\.java$|/(utils?|common|misc)/");

    /** What programs are written with. */
    private static final Set<String> FACE = Set.of(
            "io.sakia",
            "io.sakia.function",
            "io.sakia.rdd",
            "io.sakia.stats",
            "io.sakia.connector",
            "io.sakia.connector.text",
            "io.sakia.kafka",
            "io.sakia.streaming",
            "io.sakia.streaming.checkpoint",
            "io.sakia.streaming.console",
            "io.sakia.streaming.error",
            "io.sakia.streaming.event",
            "io.sakia.streaming.receiver",
            "io.sakia.streaming.replay",
            "io.sakia.streaming.source",
            "io.sakia.streaming.state",
            "io.sakia.streaming.time");

    @Test
    void enginesKnowNoStreams() throws IOException {
        assertThat(imports("spark"))
                .noneMatch(line -> line.contains("io.sakia.streaming"))
                .noneMatch(line -> line.contains("io.sakia.embedded"));
    }

    @Test
    void formatsKnowFunctionsAlone() throws IOException {
        assertThat(imports("formats")).isNotEmpty().allMatch(line -> line.endsWith(" io.sakia.function"));
    }

    @Test
    void programsUseThePublicFace() throws IOException {
        for (String module : List.of("examples", "cli")) {
            assertThat(imports(module))
                    .as(module)
                    .isNotEmpty()
                    .allMatch(line -> FACE.contains(line.substring(line.indexOf(' ') + 1))
                            || line.contains(" io.sakia." + module));
        }
    }

    @Test
    void nobodySleepsOrReadsTheSystemsClock() throws IOException {
        for (String module : List.of("spark", "formats", "connectors/kafka", "examples", "cli")) {
            for (Path file : sources(module)) {
                String source = Files.readString(file);
                assertThat(READS_CLOCK.matcher(source).find())
                        .as("%s reads the clock", file)
                        .isFalse();
                assertThat(SLEEPS.matcher(source).find()).as("%s sleeps", file).isFalse();
            }
        }
    }

    @Test
    void testsDoNotSleep() throws IOException {
        try (Stream<Path> files = Files.walk(root())) {
            List<Path> tests = files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("SourceFencesTest.java") && !file.endsWith("FencesTest.java"))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(20);
            for (Path file : tests) {
                assertThat(TEST_SLEEPS.matcher(Files.readString(file)).find())
                        .as("%s sleeps", file)
                        .isFalse();
            }
        }
    }

    @Test
    void thingsAreCalledByTheirNames() throws IOException {
        for (String module : List.of("spark", "formats", "connectors/kafka", "examples", "cli", "bench")) {
            assertThat(sources(module))
                    .noneMatch(file -> NAMELESS.matcher(file.toString()).find());
        }
    }

    /** Each import of a package of ours, as {@code FILE PACKAGE}. */
    private static List<String> imports(String module) throws IOException {
        List<String> imports = new ArrayList<>();
        for (Path file : sources(module)) {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = IMPORT.matcher(line);
                if (matcher.matches()) {
                    imports.add(file.getFileName() + " " + matcher.group(1));
                }
            }
        }
        return imports;
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** The folder of all modules. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("conformance/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run this below the folder of all modules");
        }
        return folder;
    }
}
