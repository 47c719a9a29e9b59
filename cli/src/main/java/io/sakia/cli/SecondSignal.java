package io.sakia.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process at once when it is asked a second time: what the first Ctrl-C or SIGTERM began may take long, or never come to an end.
 *
 * <pre>
 *   first signal ───► exit(128 + its number) ──► shutdown hooks: what runs is stopped in good order
 *   second signal ──► halt(128 + its number)
 * </pre>
 *
 * Left to itself the JVM lets a second signal wait for the hooks that the first one has started, and a hook is not told of it. Only {@code
 * sun.misc.Signal} hears it, which javac warns of and small JVMs leave out; so it is looked up when the process starts, and where it is
 * missing, or the JVM was told to leave signals alone ({@code -Xrs}), all stays as the JVM does it. A signal that whoever started the
 * process has ignored, as {@code nohup} does, stays ignored.
 */
final class SecondSignal implements InvocationHandler {
    private static final int KILLED = 128;

    private final AtomicBoolean asked = new AtomicBoolean();

    private SecondSignal() {}

    /** Listens from now on. */
    static void halts() {
        SecondSignal process = new SecondSignal();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listening =
                    Proxy.newProxyInstance(SecondSignal.class.getClassLoader(), new Class<?>[] {handler}, process);
            Method handle = signal.getMethod("handle", signal, handler);
            for (String name : new String[] {"INT", "TERM"}) {
                handle.invoke(null, signal.getConstructor(String.class).newInstance(name), listening);
            }
        } catch (ReflectiveOperationException e) {
            // the first signal is the JVM's, and a second one does nothing
        }
    }

    /** Called on a new thread for each signal. */
    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws ReflectiveOperationException {
        return switch (method.getName()) {
            case "handle" -> {
                end(KILLED + (int) args[0].getClass().getMethod("getNumber").invoke(args[0]));
                yield proxy; // nobody looks at it
            }
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "ends the process at a second signal";
        };
    }

    @SuppressWarnings("SystemExitOutsideMain")
    private void end(int code) {
        if (asked.compareAndSet(false, true)) {
            System.exit(code);
        } else {
            Runtime.getRuntime().halt(code);
        }
    }
}
