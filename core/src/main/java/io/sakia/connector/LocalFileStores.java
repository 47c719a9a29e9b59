package io.sakia.connector;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The local file system's {@link FileStores}. */
enum LocalFileStores implements FileStores {
    INSTANCE;

    /** A scheme has two letters or more: {@code C:} is a drive. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(//)?(.*)", Pattern.DOTALL);

    @Override
    public FileStore open(String folder) {
        return new LocalFileStore(Path.of(absolute(folder)));
    }

    @Override
    public String absolute(String path) {
        String local = path;
        Matcher matcher = SCHEME.matcher(path);
        if (matcher.matches()) {
            if (!matcher.group(1).equalsIgnoreCase("file")) {
                throw new IllegalArgumentException(
                        "'" + path + "' is not on the local file system: use the connector of " + matcher.group(1)
                                + ", or a path without a scheme or with file:");
            }
            local = matcher.group(3);
        }
        return Path.of(local).toAbsolutePath().normalize().toString().replace('\\', '/');
    }
}
