package io.sakia.engine;

/** Makes engines for the master URLs that it knows; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
    /** The forms of master URL that it knows, for messages: {@code "local[N], local[*]"}. */
    String masters();

    /** Whether a master URL is one of its own, even if it is malformed otherwise. */
    boolean accepts(String master);

    /** Makes an engine; an {@link IllegalArgumentException} with one clear line if the URL is malformed. */
    Engine create(EngineSettings settings);
}
