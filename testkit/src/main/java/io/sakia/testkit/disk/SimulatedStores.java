package io.sakia.testkit.disk;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.function.SharedInTasks;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folders of a simulated disk. It travels as a number by which tasks in the same JVM find the disk again, as long as somebody else
 * holds it.
 */
final class SimulatedStores implements FileStores, SharedInTasks {
    private static final long serialVersionUID = 1L;
    private static final Map<Long, WeakReference<SimulatedStores>> TRAVELLED = new ConcurrentHashMap<>();

    private static final AtomicLong CREATED = new AtomicLong();

    private final transient SimulatedDisk disk;
    private final transient long id = CREATED.incrementAndGet();

    SimulatedStores(SimulatedDisk disk) {
        this.disk = disk;
    }

    @Override
    public FileStore open(String folder) {
        return new SimulatedStore(disk, names(folder));
    }

    @Override
    public String absolute(String path) {
        return "/" + String.join("/", names(path));
    }

    static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return names;
    }

    private Object writeReplace() {
        TRAVELLED.values().removeIf(each -> each.get() == null);
        TRAVELLED.put(id, new WeakReference<>(this));
        return new Ticket(id);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a simulated disk travels as a ticket");
    }

    private record Ticket(long id) implements Serializable {
        private Object readResolve() throws InvalidObjectException {
            WeakReference<SimulatedStores> travelled = TRAVELLED.get(id);
            SimulatedStores stores = travelled == null ? null : travelled.get();
            if (stores == null) {
                throw new InvalidObjectException("the simulated disk " + id
                        + " is not in this JVM, or nobody holds it any more: keep it in the test");
            }
            return stores;
        }
    }
}
