package io.sakia.embedded;

import io.sakia.engine.Engine;
import io.sakia.engine.EngineProvider;
import io.sakia.engine.EngineSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes engines inside this JVM: {@code local} with one thread, {@code local[4]} with four, {@code local[*]} with one for each
 * processor.
 */
public final class EmbeddedEngineProvider implements EngineProvider {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);
    private static final Pattern MASTER = Pattern.compile("local\\[(\\*|[0-9]{1,5})]");

    /** Found by {@link java.util.ServiceLoader}. */
    public EmbeddedEngineProvider() {}

    @Override
    public String masters() {
        return "local, local[N], local[*]";
    }

    @Override
    public boolean accepts(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    @Override
    public Engine create(EngineSettings settings) {
        MisspeltSettings.in(settings.settings()).forEach(LOG::warn);
        return new EmbeddedEngine(settings, threads(settings.master()));
    }

    private static int threads(String master) {
        if (master.equals("local")) {
            return 1;
        }
        Matcher matcher = MASTER.matcher(master);
        if (matcher.matches()) {
            String number = matcher.group(1);
            int threads = number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number);
            if (threads > 0) {
                return threads;
            }
        }
        throw new IllegalArgumentException("the master '" + master
                + "' is malformed: use local for one thread, local[N] for N threads (1 to 99999), or local[*] for one thread"
                + " per processor");
    }
}
