package io.sakia.streaming.console;

import java.io.Console;
import java.lang.reflect.Method;

/** Whether a person looks at this process in a terminal. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard input and output are a terminal. Since JDK 22 there is a console without one, which says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method isTerminal = Console.class.getMethod("isTerminal");
            return (Boolean) isTerminal.invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
