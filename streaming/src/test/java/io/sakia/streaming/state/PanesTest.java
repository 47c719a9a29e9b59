package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanesTest {
    /** Concatenation tells the order of parts; its inverse takes a prefix away, and checks that it is one. */
    private static final class Concatenation {
        int combines;
        int inverses;
        final PaneFold<String> fold = PaneFold.of(
                (older, newer) -> {
                    combines++;
                    return older + newer;
                },
                (total, oldest) -> {
                    inverses++;
                    assertThat(total).startsWith(oldest);
                    return total.substring(oldest.length());
                });
    }

    private enum Form {
        STACKED,
        RUNNING;

        Panes<String> none() {
            return this == STACKED ? Panes.stacked() : Panes.running();
        }

        int perTotal() {
            return this == STACKED ? 2 : 1;
        }

        int perPane() {
            return this == STACKED ? 2 : 1;
        }
    }

    /** A version of the panes with what should be in it. */
    private record Version(Panes<String> panes, NavigableMap<Long, String> model) {
        Version add(long pane, String text, PaneFold<String> fold) throws Exception {
            NavigableMap<Long, String> next = new TreeMap<>(model);
            next.merge(pane, text, String::concat);
            return new Version(panes.add(pane, old -> old == null ? text : old + text, fold), next);
        }

        Version evictBefore(long pane, PaneFold<String> fold) throws Exception {
            return new Version(panes.evictBefore(pane, fold), new TreeMap<>(model.tailMap(pane, true)));
        }

        void check(PaneFold<String> fold) throws Exception {
            assertThat(panes.isEmpty()).isEqualTo(model.isEmpty());
            if (!model.isEmpty()) {
                assertThat(panes.oldestPane()).isEqualTo(model.firstKey());
                assertThat(panes.newestPane()).isEqualTo(model.lastKey());
                assertThat(panes.total(fold)).isEqualTo(String.join("", model.values()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithAMapAndCombinesAtMostSoOften(Form form) throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Concatenation concatenation = new Concatenation();
            Version version = new Version(form.none(), new TreeMap<>());
            long newest = random.nextInt(10) - 5;
            int opened = 0;
            int totals = 0;
            int width = 1 + random.nextInt(30);
            for (int i = 0; i < 300; i++) {
                int dice = random.nextInt(10);
                if (dice < 6) {
                    newest += random.nextInt(10) == 0 ? random.nextInt(2 * width) : random.nextInt(3);
                    opened += version.model.containsKey(newest) ? 0 : 1;
                    version = version.add(newest, "[" + newest + "," + i + "]", concatenation.fold);
                } else if (dice < 9) {
                    long from = newest - random.nextInt(width) + (random.nextInt(20) == 0 ? width : 0);
                    version = version.evictBefore(from, concatenation.fold);
                    newest = Math.max(newest, from);
                } else {
                    totals += version.model.isEmpty() ? 0 : 1;
                    version.check(concatenation.fold);
                }
                assertThat(concatenation.combines)
                        .as("seed %d, step %d", seed, i)
                        .isLessThanOrEqualTo(form.perPane() * opened + form.perTotal() * totals);
                assertThat(concatenation.inverses).isLessThanOrEqualTo(form == Form.STACKED ? 0 : opened);
            }
            assertThat(opened).isGreaterThan(50);
            version.check(concatenation.fold);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlideCostsTheSameHoweverWideTheWindow(Form form) throws Exception {
        int slides = 20_000;
        for (int width : new int[] {2, 10, 1000, 10_000}) {
            int[] combines = {0};
            PaneFold<Long> fold = PaneFold.of(
                    (older, newer) -> {
                        combines[0]++;
                        return older + newer;
                    },
                    (total, oldest) -> total - oldest);
            Panes<Long> panes = form == Form.STACKED ? Panes.stacked() : Panes.running();
            for (long pane = 0; pane < slides; pane++) {
                long partial = pane;
                panes = panes.evictBefore(pane - width + 1, fold).add(pane, old -> partial, fold);
                long first = Math.max(0, pane - width + 1);
                assertThat(panes.total(fold)).isEqualTo((first + pane) * (pane - first + 1) / 2);
            }
            assertThat(combines[0]).isLessThanOrEqualTo((form.perPane() + form.perTotal()) * slides);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void formerVersionsStayAsTheyWere(long seed) throws Exception {
        for (Form form : Form.values()) {
            Random random = new Random(seed);
            PaneFold<String> fold = new Concatenation().fold;
            List<Version> versions = new ArrayList<>(List.of(new Version(form.none(), new TreeMap<>())));
            for (int i = 0; i < 1000; i++) {
                int back = random.nextInt(4) == 0 ? random.nextInt(versions.size()) : 0; // undo now and then
                Version from = versions.get(versions.size() - 1 - back);
                long newest = from.model.isEmpty() ? 0 : from.model.lastKey();
                versions.add(
                        random.nextInt(3) > 0
                                ? from.add(newest + random.nextInt(3), "[" + i + "]", fold)
                                : from.evictBefore(newest - random.nextInt(12), fold));
            }
            for (Version version : versions) {
                version.check(fold);
            }
            assertThat(versions).anyMatch(version -> version.model.size() > 8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatFailsChangesNothing(Form form) throws Exception {
        PaneFold<String> fold = new Concatenation().fold;
        PaneFold<String> failing = PaneFold.of(
                (older, newer) -> {
                    throw new IllegalStateException("no combination");
                },
                (total, oldest) -> {
                    throw new IllegalStateException("no inverse");
                });
        Version version = new Version(form.none(), new TreeMap<>());
        for (long pane = 0; pane < 6; pane++) {
            version = version.add(pane, "[" + pane + "]", fold);
        }
        Panes<String> panes = version.panes;
        assertThatThrownBy(() -> panes.add(6, old -> "[6]", failing)).hasMessage("no combination");
        assertThatThrownBy(() -> panes.evictBefore(3, failing)).hasMessageStartingWith("no ");
        assertThatThrownBy(() -> panes.add(5, old -> "" + Integer.parseInt(old), fold))
                .isInstanceOf(NumberFormatException.class);
        version.check(fold);
    }

    @ParameterizedTest
    @EnumSource
    void missingPanesHaveNoPart(Form form) throws Exception {
        PaneFold<String> fold = new Concatenation().fold;
        Panes<String> panes = form.none();
        for (long pane : new long[] {-7, -2, 3, 100}) {
            panes = panes.add(pane, old -> "[" + pane + "]", fold);
        }
        assertThat(panes.total(fold)).isEqualTo("[-7][-2][3][100]");
        assertThat(panes).hasToString("panes -7 to 100");
        assertThat(panes.evictBefore(-2, fold).total(fold)).isEqualTo("[-2][3][100]");
        assertThat(panes.evictBefore(-1, fold).oldestPane()).isEqualTo(3);
        assertThat(panes.evictBefore(-1, fold).evictBefore(4, fold).total(fold)).isEqualTo("[100]");
        assertThat(panes.evictBefore(101, fold).isEmpty()).isTrue();
        assertThat(panes.evictBefore(101, fold)).hasToString("no panes");
        assertThat(panes.evictBefore(-7, fold)).isSameAs(panes);
    }

    @ParameterizedTest
    @EnumSource
    void canRunEmptyAndStartAgain(Form form) throws Exception {
        Concatenation concatenation = new Concatenation();
        Version version = new Version(form.none(), new TreeMap<>());
        for (int round = 0; round < 5; round++) {
            version.check(concatenation.fold);
            for (int pane = 0; pane < 4; pane++) {
                version = version.add(10 * round + pane, "[" + pane + "]", concatenation.fold);
                version.check(concatenation.fold);
            }
            version = version.evictBefore(10 * round + 4, concatenation.fold);
        }
        assertThat(concatenation.inverses).isZero(); // what leaves whole needs no inverse, and leaves no rounding error
    }

    @Test
    void partsMayBeNullWhereTheFoldTakesNull() throws Exception {
        PaneFold<String> fold =
                PaneFold.of((older, newer) -> older == null ? newer : newer == null ? older : older + newer);
        Panes<String> panes = fold.noPanes();
        panes = panes.add(1, old -> null, fold);
        assertThat(panes.isEmpty()).isFalse();
        assertThat(panes.total(fold)).isNull();
        panes = panes.add(2, old -> "b", fold).add(3, old -> null, fold).add(4, old -> "d", fold);
        assertThat(panes.oldestPane()).isEqualTo(1);
        assertThat(panes.total(fold)).isEqualTo("bd");
        assertThat(panes.evictBefore(3, fold).total(fold)).isEqualTo("d");
    }

    @Test
    void theFoldChoosesTheForm() throws Exception {
        PaneFold<Long> sum = PaneFold.of(Long::sum, (total, oldest) -> total - oldest);
        PaneFold<Long> plain = PaneFold.of(Long::sum);
        Panes<Long> running = sum.noPanes();
        Panes<Long> stacked = plain.noPanes();
        for (long pane = 0; pane < 5; pane++) {
            running = running.add(pane, old -> 1L, sum);
            stacked = stacked.add(pane, old -> 1L, plain);
        }
        assertThat(stacked.evictBefore(2, plain).total(plain)).isEqualTo(3);
        assertThat(stacked.evictBefore(2, sum).total(sum)).isEqualTo(3);
        assertThat(running.evictBefore(2, sum).total(sum)).isEqualTo(3);
        Panes<Long> needsInverse = running;
        assertThatThrownBy(() -> needsInverse.evictBefore(2, plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but the fold has none");
    }

    @Test
    void refusesClosedPanesAndQuestionsToNoPanes() throws Exception {
        PaneFold<Long> sum = PaneFold.of(Long::sum);
        Panes<Long> none = sum.noPanes();
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.evictBefore(100, sum).isEmpty()).isTrue();
        assertThatThrownBy(() -> none.total(sum)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(none::oldestPane).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(none::newestPane).hasMessage("there are no panes: ask isEmpty first");

        Panes<Long> seven = none.add(7, old -> 1L, sum);
        assertThatThrownBy(() -> seven.add(6, old -> 1L, sum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "pane 6 is closed, because pane 7 is open already: add in the order of panes, or send what is late"
                                + " elsewhere");
    }
}
