package io.sakia.embedded;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings whose names are nearly those of this engine's: they would do nothing, and nobody would notice. */
final class MisspeltSettings {
    private static final List<String> KNOWN = List.of(StorageSettings.MEMORY, StorageSettings.FOLDERS);
    private static final int NEAR = 2;

    private MisspeltSettings() {}

    /** A line for each of them. */
    static List<String> in(Map<String, String> settings) {
        return settings.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .map(MisspeltSettings::line)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String line(String name) {
        for (String known : KNOWN) {
            if (distance(name, known) <= NEAR) {
                return "the setting " + name + " is not known and does nothing; did you mean " + known + "?";
            }
        }
        return null;
    }

    /** How many letters must be put in, left out or exchanged to make one name of the other. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
