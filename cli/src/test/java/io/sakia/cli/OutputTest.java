package io.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void textIsUtf8AndBufferedUntilItIsFlushed() {
        Screen screen = new Screen();
        Output output = new Output(screen);
        output.stream().print("größe 水\n");
        assertThat(screen.text()).isEmpty();
        assertThat(output.flush()).isTrue();
        assertThat(screen.text()).isEqualTo("größe 水\n");
        assertThat(output.loss()).isEmpty();
    }

    @Test
    void aFullDiskIsALoss() {
        Output output = new Output(new Failing("No space left on device"));
        output.stream().print("x");
        assertThat(output.flush()).isFalse();
        assertThat(output.loss()).contains("No space left on device");
    }

    @Test
    void aReaderThatHasGoneMissesNothing() {
        Output output = new Output(new Failing("Broken pipe"));
        output.stream().print("x");
        assertThat(output.flush()).isFalse();
        assertThat(output.loss()).isEmpty();
    }

    private static final class Failing extends OutputStream {
        private final String why;

        Failing(String why) {
            this.why = why;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(why);
        }
    }
}
