package io.sakia.streaming.state;

import io.sakia.connector.KeyGroups;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Migration;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells before anything is loaded what becomes of an operator's stored state in this version of the program. Looks at the first block in each
 * file; where keys or states are of open types, classes that stand behind it are only found when they are loaded.
 */
public final class StateCheck {
    private StateCheck() {}

    /**
     * Compares what is stored with what the operator stores now.
     *
     * @param codecs the types that the program stores
     * @param codec how the operator's keys and states are stored now
     * @throws IOException if a file is missing or damaged
     */
    public static <K, S> Migration of(StateFolder folder, StoredOperator stored, Codecs codecs, StateCodec<K, S> codec)
            throws IOException {
        PartReader<K, S> reader = new PartReader<>(folder.open(), codecs, codec, 0, KeyGroups.COUNT);
        Set<String> files = new HashSet<>();
        Set<String> changes = new LinkedHashSet<>();
        for (StateChain chain : stored.chains()) {
            for (StoredPart part : chain.parts()) {
                if (!part.extents().isEmpty() && files.add(part.extents().get(0).file())) {
                    try {
                        reader.sample(part, (change, key, hash, state) -> true);
                    } catch (PartReader.RefusedException e) {
                        return new Migration.Refused(List.of(String.valueOf(e.getMessage())));
                    }
                    changes.addAll(reader.changes());
                }
            }
        }
        return changes.isEmpty() ? new Migration.Same() : new Migration.Migrates(List.copyOf(changes));
    }
}
