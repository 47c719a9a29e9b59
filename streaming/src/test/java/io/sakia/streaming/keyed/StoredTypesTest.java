package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.codec.UnknownTypeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTypesTest {
    record Click(String user, int at) {}

    static final class Basket {
        int items;

        Basket() {}
    }

    static final class Unstorable {
        final Thread owner;

        Unstorable(Thread owner) {
            this.owner = owner;
        }
    }

    @Test
    void knowsRecordsAndCollectionsWithoutBeingTold() {
        StoredTypes types = new StoredTypes(List.of());

        assertThatCode(() -> {
                    types.require("key");
                    types.require(7L);
                    types.require(new Click("ann", 1));
                    types.require(List.of(1, 2));
                    types.requireDeclared(Click.class);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherClassWithTheLineToAdd() {
        StoredTypes types = new StoredTypes(List.of());

        assertThatThrownBy(() -> types.require(new Basket()))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageContaining("ssc.types(StoredTypesTest.Basket.class)");
        assertThatThrownBy(() -> types.requireDeclared(Unstorable.class)).isInstanceOf(UnknownTypeException.class);
        assertThatCode(() -> new StoredTypes(List.of(Basket.class)).require(new Basket()))
                .doesNotThrowAnyException();
    }

    @Test
    void copiesWhatCanChangeAndSharesWhatCannot() {
        StoredTypes types = new StoredTypes(List.of());
        Click click = new Click("ann", 1);
        List<Integer> list = new ArrayList<>(List.of(1));

        assertThat(types.copy(click)).isSameAs(click);
        assertThat(types.copy(list)).isEqualTo(list).isNotSameAs(list);
    }
}
