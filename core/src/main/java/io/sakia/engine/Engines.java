package io.sakia.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the engine for a master URL. */
public final class Engines {
    private Engines() {}

    /** Makes the engine that knows {@code settings.master()}. */
    public static Engine create(EngineSettings settings) {
        List<String> known = new ArrayList<>();
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader())) {
            if (provider.accepts(settings.master())) {
                return provider.create(settings);
            }
            known.add(provider.masters());
        }
        throw new IllegalArgumentException("no engine knows the master '" + settings.master() + "': "
                + (known.isEmpty()
                        ? "there is no engine on the class path; add io.sakia:sakia"
                        : "use one of " + String.join(", ", known)
                                + ", or put the engine that you mean on the class path"));
    }
}
