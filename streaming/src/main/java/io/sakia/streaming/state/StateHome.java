package io.sakia.streaming.state;

import io.sakia.TaskContext;
import java.io.Serializable;

/**
 * Where the tasks of one run of a program find states: in the stores of their executor. It travels to tasks.
 *
 * <pre>{@code
 * StateHome home = new StateHome(run, StateMemory.of(conf.all()));
 * home.stores(TaskContext.get()); // in a task
 * }</pre>
 *
 * @param run names this run of the program; another one after each restart
 * @param memory how much memory states may take in each executor
 */
public record StateHome(String run, StateMemory memory) implements Serializable {
    /** The states in the executor of a task. Their origin is made of the run and of the task that asked first. */
    public StateStores stores(TaskContext task) {
        return task.executorLocal(
                "io.sakia.streaming.state/" + run,
                () -> new StateStores(
                        run + "-" + task.stage() + "." + task.partition() + "." + task.attempt(),
                        new MappingLoops(),
                        new StateSpace(memory.bytes(), LocalStorage.in(memory.paths()))));
    }
}
