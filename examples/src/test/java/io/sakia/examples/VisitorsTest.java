package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.examples.Visitors.Request;
import io.sakia.examples.Visitors.Visitor;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.SakiaExtension;
import io.sakia.testkit.StreamTester;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SakiaExtension.class)
class VisitorsTest {
    @Test
    void whatIsKnownOfAClientGrowsUntilItLogsOut(StreamTester tester) {
        MemorySource<String> log = tester.input("log");
        Results<Pair<String, Visitor>> visitors = tester.output("visitors");
        tester.start(Visitors::define);

        log.add(line("10.0.0.1", "/", 200, "512"), "no request", line("10.0.0.1", "/nothing", 404, "-"));
        tester.tick();
        assertThat(visitors.last()).containsExactly(Pair.of("10.0.0.1", new Visitor(2, 1, 512)));

        log.add(line("10.0.0.2", "/", 200, "100"), line("10.0.0.1", "/a.png", 200, "8"));
        tester.tick();
        assertThat(visitors.last())
                .containsExactlyInAnyOrder(
                        Pair.of("10.0.0.1", new Visitor(3, 1, 520)), Pair.of("10.0.0.2", new Visitor(1, 0, 100)));

        log.add(line("10.0.0.1", "/logout", 302, "0"), line("10.0.0.2", "/logout", 302, "0"));
        log.add(line("10.0.0.2", "/", 200, "7"));
        tester.tick();
        assertThat(visitors.last()).containsExactly(Pair.of("10.0.0.2", new Visitor(1, 0, 7)));
    }

    @Test
    void aLineOfTheCombinedFormatIsARequest() {
        assertThat(Request.parse(line("::1", "/a?b=\\\"c\\\"", 500, "12")))
                .contains(new Request("::1", "/a?b=\\\"c\\\"", 500, 12));
        assertThat(Request.parse("")).isEqualTo(Optional.empty());
    }

    private static String line(String client, String path, int status, String bytes) {
        return client + " - - [17/May/2015:10:05:03 +0000] \"GET " + path + " HTTP/1.1\" " + status + " " + bytes
                + " \"http://example.com/\" \"curl/8.0\"";
    }
}
