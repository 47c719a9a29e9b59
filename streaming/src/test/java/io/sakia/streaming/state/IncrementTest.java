package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class IncrementTest {
    private final Increment first = new Increment("clicks per user", 3, 8, 17, "17-3-x-1", Increment.EMPTY, 5, 4, 0);

    @Test
    void canBeStored() throws Exception {
        Codec<Increment> codec = Codecs.standard().of(Increment.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(first, new DataOutputStream(bytes));
        assertThat(codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(first);
    }

    @Test
    void canBeSentToATaskAsTheTaskFailureCanBeSentBack() throws Exception {
        StateTarget target = new StateTarget("clicks per user", 3, 8, 18, "9-3-x-1");
        StateLostException lost = new StateLostException(target, "17-3-x-1", "gone");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(first);
            out.writeObject(lost);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(first);
            assertThat(in.readObject()).isInstanceOfSatisfying(StateLostException.class, copy -> {
                assertThat(copy.target()).isEqualTo(target);
                assertThat(copy).hasMessage(lost.getMessage());
            });
        }
    }
}
