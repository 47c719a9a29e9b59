package io.sakia.conformance.debug;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A breakpoint in a user's lambda is hit by a debugger, with the record in sight. */
@Timeout(60)
class DebuggerTest {
    private static final String SOURCE =
            "src/test/java/" + Debuggee.class.getName().replace('.', '/') + ".java";

    @Test
    void hitsABreakpointInAUsersLambda() throws Exception {
        VirtualMachine vm = launch();
        List<String> hits = new ArrayList<>();
        try {
            ClassPrepareRequest loading = vm.eventRequestManager().createClassPrepareRequest();
            loading.addClassFilter(Debuggee.class.getName());
            loading.enable();
            debug(vm, hits);
        } finally {
            vm.process().destroyForcibly();
        }
        assertThat(hits).containsExactlyInAnyOrder("number = 1", "number = 2", "number = 3");
    }

    private static void debug(VirtualMachine vm, List<String> hits) throws Exception {
        boolean running = true;
        while (running) {
            EventSet events = vm.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared) {
                    breakAt(vm, prepared.referenceType());
                } else if (event instanceof BreakpointEvent hit) {
                    hits.add(argument(hit));
                } else if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
                    running = false;
                }
            }
            try {
                events.resume();
            } catch (VMDisconnectedException e) {
                running = false;
            }
        }
    }

    private static VirtualMachine launch() throws Exception {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Argument> arguments = connector.defaultArguments();
        arguments.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
        arguments.get("main").setValue(Debuggee.class.getName());
        return connector.launch(arguments);
    }

    private static void breakAt(VirtualMachine vm, ReferenceType type) throws AbsentInformationException, IOException {
        List<Location> locations = type.locationsOfLine(breakpointLine());
        assertThat(locations).as("code on the line of the breakpoint").isNotEmpty();
        vm.eventRequestManager().createBreakpointRequest(locations.get(0)).enable();
    }

    private static String argument(BreakpointEvent hit)
            throws IncompatibleThreadStateException, AbsentInformationException {
        StackFrame frame = hit.thread().frame(0);
        assertThat(frame.location().method().name()).as("the method on top").startsWith("lambda$main$");
        ObjectReference number = (ObjectReference) frame.getValue(frame.visibleVariableByName("number"));
        IntegerValue value =
                (IntegerValue) number.getValue(number.referenceType().fieldByName("value"));
        return "number = " + value.value();
    }

    private static int breakpointLine() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(SOURCE));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// breakpoint")) {
                return i + 1;
            }
        }
        throw new AssertionError("no line of " + SOURCE + " is marked as the breakpoint");
    }
}
