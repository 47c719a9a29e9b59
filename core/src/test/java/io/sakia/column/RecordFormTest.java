package io.sakia.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Records of numbers come out of cells as they went in. */
class RecordFormTest {
    private record All(
            long whole, int less, short few, byte small, char letter, boolean is, double real, float rough) {}

    private record One(double value) {}

    private record None() {}

    private record Text(long number, String text) {}

    private record Wide(long a, long b, long c, long d, long e, long f, long g, long h, long i) {}

    /** A record that says of itself something else than what it holds. */
    private record Shown(long value) {
        @Override
        public long value() {
            return value + 1;
        }
    }

    @Test
    void eachKindOfNumberComesBack() throws Throwable {
        List<All> records = List.of(
                new All(Long.MIN_VALUE, Integer.MIN_VALUE, Short.MIN_VALUE, Byte.MIN_VALUE, 'a', true, -0.0, -0.0f),
                new All(Long.MAX_VALUE, -1, (short) -1, (byte) -1, '\uffff', false, Double.NaN, Float.NaN),
                new All(0, 1, (short) 2, (byte) 3, '\0', true, Double.MIN_VALUE, Float.NEGATIVE_INFINITY));
        RecordForm form = form(All.class);
        assertThat(form.width()).isEqualTo(8);
        long[] cells = new long[3 + 8 * records.size()];
        for (int i = 0; i < records.size(); i++) {
            form.store().invokeExact((Object) records.get(i), cells, 3 + 8 * i);
        }
        for (int i = 0; i < records.size(); i++) {
            Object again = (Object) form.make().invokeExact(cells, 3 + 8 * i);
            assertThat(again).isEqualTo(records.get(i));
        }
        assertThat(cells).startsWith(0, 0, 0);
    }

    @Test
    void theFieldsCountAndNotWhatAccessorsSay() throws Throwable {
        RecordForm form = form(Shown.class);
        long[] cells = new long[1];
        form.store().invokeExact((Object) new Shown(7), cells, 0);
        assertThat(cells).containsExactly(7);
        assertThat((Object) form.make().invokeExact(cells, 0)).isEqualTo(new Shown(7));
    }

    @Test
    void otherClassesHaveNone() {
        assertThat(RecordForm.of(One.class)).isNotNull();
        assertThat(RecordForm.of(None.class)).isNull();
        assertThat(RecordForm.of(Text.class)).isNull();
        assertThat(RecordForm.of(Wide.class)).isNull();
        assertThat(RecordForm.of(String.class)).isNull();
        assertThat(RecordForm.of(Long.class)).isNull();
    }

    private static RecordForm form(Class<?> type) {
        return Objects.requireNonNull(RecordForm.of(type));
    }
}
