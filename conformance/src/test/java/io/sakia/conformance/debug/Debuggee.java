package io.sakia.conformance.debug;

import io.sakia.rdd.SakiaContext;
import java.util.List;

/** The program that {@link DebuggerTest} debugs: a user's lambda on a line of its own. */
final class Debuggee {
    private Debuggee() {}

    public static void main(String[] args) {
        try (SakiaContext sc = new SakiaContext("local[2]", "debuggee")) {
            System.out.println(sc.parallelize(List.of(1, 2, 3), 2)
                    .map(number -> {
                        int square = number * number; // breakpoint
                        return square;
                    })
                    .collect());
        }
    }
}
