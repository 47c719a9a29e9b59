package io.sakia.stats;

import java.util.Random;

/** Seeded random doubles of the kinds that are hard to add. */
final class Doubles {
    private Doubles() {}

    /** Every bit pattern but those of NaN and infinities, so every exponent is as likely as any other. */
    static double any(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : any(random);
    }

    /** Zeros of both signs and subnormals. */
    static double tiny(Random random) {
        long bits = random.nextInt(8) == 0 ? 0 : random.nextLong() >>> (12 + random.nextInt(52));
        return Double.longBitsToDouble(bits | random.nextLong() << 63);
    }

    /** Decimal amounts, most of which are no binary fraction. */
    static double price(Random random) {
        return (random.nextInt(2_000_000) - 1_000_000) / 100.0;
    }

    /** Values of similar magnitude whose sum is small beside them. */
    static double cancelling(Random random) {
        return Math.scalb(random.nextDouble() - 0.5, 40 + random.nextInt(20));
    }

    /** So many values of one kind, or of all kinds mixed. */
    static double[] some(Random random, int count) {
        double[] values = new double[count];
        int kind = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            values[i] = switch (kind == 4 ? random.nextInt(4) : kind) {
                case 0 -> any(random);
                case 1 -> tiny(random);
                case 2 -> price(random);
                default -> cancelling(random);
            };
        }
        return values;
    }

    static double[] shuffled(Random random, double[] values) {
        double[] shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = value;
        }
        return shuffled;
    }
}
