package io.sakia.hadoop;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The file systems that are open in this JVM. Hadoop has a cache of its own, but in that the first configuration counts for all who come later, and it closes everything
 * when the JVM begins to shut down, while a stream may still have to come to a good end. As there, nothing is ever closed: an idle client holds no connection.
 *
 * @param system for most
 * @param context for renames that never replace
 */
record Systems(FileSystem system, FileContext context) {
    private static final ConcurrentHashMap<Key, Systems> OPEN = new ConcurrentHashMap<>();

    private record Key(Map<String, String> settings, URI uri, UserGroupInformation user) {}

    /** The one for whoever runs this. */
    static Systems of(Map<String, String> settings, Configuration configuration, URI path) throws IOException {
        URI uri = whole(path, FileSystem.getDefaultUri(configuration));
        Key key = new Key(settings, uri, UserGroupInformation.getCurrentUser());
        Systems open = OPEN.get(key);
        if (open != null) {
            return open;
        }
        FileSystem system = FileSystem.newInstance(uri, configuration);
        Systems made = new Systems(system, FileContext.getFileContext(system.getUri(), configuration));
        Systems first = OPEN.putIfAbsent(key, made);
        if (first == null) {
            return made;
        }
        system.close();
        return first;
    }

    /** What a path leaves out of scheme and authority is the default's. */
    private static URI whole(URI path, URI otherwise) {
        String scheme = path.getScheme() == null ? otherwise.getScheme() : path.getScheme();
        String authority = path.getAuthority();
        if (authority == null && scheme.equals(otherwise.getScheme())) {
            return otherwise;
        }
        return URI.create(scheme + "://" + (authority == null ? "" : authority) + "/");
    }
}
