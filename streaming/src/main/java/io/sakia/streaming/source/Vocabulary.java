package io.sakia.streaming.source;

import java.util.Arrays;

/**
 * A small vocabulary in which words are as unevenly frequent as in a language: the n-th is drawn with a probability in
 * proportion to 1/n (Zipf's law).
 */
final class Vocabulary {
    private static final String[] WORDS = """
            the water of and wheel a to in river turns field from by with stream
            over under into flows ox lifts bucket through canal rain all day down
            slow well garden on deep mill stone wood rises again clay pot rope
            still green rice valley bank flood spring summer dry carries pours
            along furrow ditch sluice gate opens closes weir dam pond lake island
            reed willow bridge boat ferry miller farmer harvest barley wheat millet
            bean melon date palm fig olive orchard vine terrace hill mountain snow
            melts source brook creek tide delta mouth sea salt sweet cool clear
            muddy silt sand gravel pebble moss fern frog heron carp eel otter
            dragonfly duck swallow buffalo donkey camel blindfold circle axle hub
            spoke rim cog tooth gear shaft beam bearing grease creaks groans hums
            sings night moon dawn dusk noon shade sun wind cloud storm thunder
            drizzle mist dew frost ice thaw thirst drought cistern aqueduct tunnel
            channel basin fountain jar jug ladle pail barrel trough spout drop
            trickle ripple wave eddy current rapids fall pool marsh meadow seed
            root sprout leaf stem ear grain husk straw flour bread market village
            path well-sweep lever weight balance pump screw siphon level measure
            hour share turn neighbour patience year
            """.trim().split("\\s+");

    private static final double[] CUMULATED = cumulate(WORDS.length);

    private Vocabulary() {}

    private static double[] cumulate(int words) {
        double[] sums = new double[words];
        double sum = 0;
        for (int i = 0; i < words; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    /** How many words there are. */
    static int size() {
        return WORDS.length;
    }

    /** The word at a rank, the most frequent at 0. */
    static String word(int rank) {
        return WORDS[rank];
    }

    /** The word that 64 random bits draw. */
    static String draw(long bits) {
        double target = (bits >>> 11) * 0x1p-53 * CUMULATED[CUMULATED.length - 1];
        int found = Arrays.binarySearch(CUMULATED, target);
        return WORDS[found >= 0 ? Math.min(found + 1, WORDS.length - 1) : -found - 1];
    }
}
