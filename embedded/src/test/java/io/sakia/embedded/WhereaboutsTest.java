package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private static final StackTraceElement WAIT = new StackTraceElement("java.lang.Object", "wait", "Object.java", 338);
    private static final StackTraceElement ENGINE =
            new StackTraceElement("io.sakia.embedded.Task", "run", "Task.java", 84);

    @Test
    void theProgramsOwnCodeIsShown() {
        StackTraceElement own = new StackTraceElement("com.acme.Clicks", "parse", "Clicks.java", 33);
        assertThat(Whereabouts.of(new StackTraceElement[] {WAIT, own, ENGINE}))
                .isEqualTo("com.acme.Clicks.parse(Clicks.java:33)");
    }

    @Test
    void whoHasCalledTheEngineIsNotMeant() {
        StackTraceElement main = new StackTraceElement("com.acme.Clicks", "main", "Clicks.java", 12);
        assertThat(Whereabouts.of(new StackTraceElement[] {WAIT, ENGINE, main}))
                .isEqualTo("java.lang.Object.wait(Object.java:338)");
    }

    @Test
    void whereThereIsNoneTheTopIs() {
        assertThat(Whereabouts.of(new StackTraceElement[] {WAIT, ENGINE}))
                .isEqualTo("java.lang.Object.wait(Object.java:338)");
        assertThat(Whereabouts.of(new StackTraceElement[0])).isNull();
    }
}
