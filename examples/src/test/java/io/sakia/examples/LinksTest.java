package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each link on a page to something in the repository leads to something. */
class LinksTest {
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("\\[[^\\]]+]:\\s+(\\S+).*");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");

    @Test
    void leadSomewhere() {
        List<Page> pages = Page.all();
        assertThat(pages).extracting(Page::toString).contains("README.md", "README.zh-CN.md", "docs/concepts.md");
        assertThat(pages.stream().mapToInt(page -> links(page).size()).sum())
                .as("links found")
                .isGreaterThan(20);

        assertThat(pages)
                .allSatisfy(page -> assertThat(broken(page)).as("%s", page).isEmpty());
    }

    @Test
    void brokenOnesAreFound(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("other.md"), "# Other\n\n## What holds, today\n\n## What holds, today\n");
        Path path = folder.resolve("page.md");
        Files.writeString(path, """
                [good](other.md), [good](other.md#what-holds-today), [good](#第一-节), [good](https://sakia.io/none)
                [good](other.md#what-holds-today-1), `[no link](none.md)`
                [bad](none.md) and [bad](other.md#none "title") and [bad](#none)
                [bad]: none.txt

                ```
                [no link](none.md)
                # no heading
                ```

                # 第一 节
                """);

        assertThat(broken(Page.read(path))).containsExactly("none.md", "other.md#none", "#none", "none.txt");
    }

    private static List<String> broken(Page page) {
        List<String> broken = new ArrayList<>();
        for (String link : links(page)) {
            if (!ELSEWHERE.matcher(link).matches() && !leadsSomewhere(page, link)) {
                broken.add(link);
            }
        }
        return broken;
    }

    private static boolean leadsSomewhere(Page page, String link) {
        int hash = link.indexOf('#');
        String file = decoded(hash < 0 ? link : link.substring(0, hash));
        Path target = file.isEmpty() ? page.path() : page.path().resolveSibling(file);
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || !target.toString().endsWith(".md")
                || anchors(Page.read(target)).contains(decoded(link.substring(hash + 1)));
    }

    private static List<String> links(Page page) {
        List<String> links = new ArrayList<>();
        for (String line : page.prose()) {
            String text = CODE_SPAN.matcher(line).replaceAll("");
            for (Matcher link = LINK.matcher(text); link.find(); ) {
                links.add(link.group(1));
            }
            Matcher reference = REFERENCE.matcher(text);
            if (reference.matches()) {
                links.add(reference.group(1));
            }
        }
        return links;
    }

    /** The names that GitHub gives to headings. */
    private static Set<String> anchors(Page page) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : page.prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String name = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\p{M}\\s_-]", "")
                        .replaceAll("\\s", "-");
                int number = seen.merge(name, 1, Integer::sum) - 1;
                anchors.add(number == 0 ? name : name + "-" + number);
            }
        }
        return anchors;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
