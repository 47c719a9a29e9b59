package io.sakia.embedded;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.Function;
import io.sakia.plan.Origin;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of a chain. For map, filter and flatMap it does what this Java would do:
 *
 * <pre>
 *   final class GeneratedChain extends Link {
 *       static final Function f0 = classData[0];  static final Origin o0 = classData[1];  …
 *       final FlatMapFunction f2;                 // not a constant
 *       final Link last;
 *
 *       void drain(Feed feed) {
 *           Object r0;
 *           while ((r0 = feed.next()) != null) {
 *               Object r1;
 *               try { r1 = f0.call(r0); } catch (Throwable e) { throw Failures.at(o0, r0, e); }
 *               if (r1 == null) throw Failures.gaveNull(o0, r0);
 *               if (!FilterLink.test(…f1, r1)) continue;
 *               Iterator i2 = …f2.call(r1).iterator()…;
 *               while (…i2.hasNext()…) { Object r2 = …i2.next()…; last.push(r2); }
 *           }
 *       }
 *
 *       void push(Object r0) { …the same for one record… }
 *   }
 * </pre>
 *
 * <p>The handlers stand after the loop, where they don't bother the JIT. Each operator has a range of its own, so a failure names the operator
 * and the record that it was given.
 */
final class ChainClass {
    private static final String OBJECT = Type.getInternalName(Object.class);
    private static final String BOOLEAN = Type.getInternalName(Boolean.class);
    private static final String THROWABLE = Type.getInternalName(Throwable.class);
    private static final String ITERATOR = Type.getInternalName(Iterator.class);
    private static final String ITERABLE = Type.getInternalName(Iterable.class);
    private static final String LINK = Type.getInternalName(Link.class);
    private static final String FEED = Type.getInternalName(Feed.class);
    private static final String FAILURES = Type.getInternalName(Failures.class);
    private static final String FUNCTION = Type.getInternalName(Function.class);
    private static final String FLAT_MAP_FUNCTION = Type.getInternalName(FlatMapFunction.class);
    private static final String ORIGIN = Type.getDescriptor(Origin.class);
    private static final String PAIR_LINK = Type.getInternalName(PairLink.class);
    private static final String PAIR = Type.getInternalName(Pair.class);
    private static final String KIND = Type.getInternalName(Kind.class);
    private static final String LINK_TYPE = Type.getDescriptor(Link.class);
    private static final String FAILURE = Type.getDescriptor(RuntimeException.class);
    private static final String NAME = Type.getInternalName(GeneratedChain.class) + "Loop";

    private final ChainStep[] steps;
    private final boolean[] constant;
    private final boolean pairs;
    private final ClassWriter out = new PlainClassWriter();

    private ChainClass(ChainStep[] steps, boolean[] constant, boolean pairs) {
        this.steps = steps;
        this.constant = constant;
        this.pairs = pairs;
    }

    /**
     * The class file for some steps.
     *
     * @param constant which functions are constants
     * @param pairs whether the last link is a {@link PairLink}: pairs are taken apart before they are handed to it, so the JIT need make none
     */
    static byte[] bytes(ChainStep[] steps, boolean[] constant, boolean pairs) {
        return new ChainClass(steps, constant, pairs).write();
    }

    private byte[] write() {
        out.visit(Opcodes.V17, ACC_FINAL, NAME, null, LINK, null);
        out.visitField(ACC_PRIVATE | ACC_FINAL, "last", lastType(), null, null).visitEnd();
        for (int i = 0; i < steps.length; i++) {
            int shared = constant[i] ? ACC_STATIC : 0;
            out.visitField(ACC_PRIVATE | ACC_FINAL | shared, "f" + i, functionType(i), null, null)
                    .visitEnd();
            out.visitField(ACC_PRIVATE | ACC_FINAL | ACC_STATIC, "o" + i, ORIGIN, null, null)
                    .visitEnd();
        }
        writeConstants();
        writeConstructor();
        MethodVisitor push = out.visitMethod(0, "push", "(Ljava/lang/Object;)V", null, null);
        push.visitCode();
        new Body(push).push();
        MethodVisitor drain = out.visitMethod(0, "drain", "(L" + FEED + ";)V", null, null);
        drain.visitCode();
        new Body(drain).drain();
        out.visitEnd();
        return out.toByteArray();
    }

    /** Takes the constants from the class data. */
    private void writeConstants() {
        MethodVisitor code = out.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        String lookup = Type.getInternalName(MethodHandles.class);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, lookup, "lookup", "()Ljava/lang/invoke/MethodHandles$Lookup;", false);
        code.visitLdcInsn("_");
        code.visitLdcInsn(Type.getType(Object[].class));
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                lookup,
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
        code.visitVarInsn(Opcodes.ASTORE, 0);
        for (int i = 0; i < steps.length; i++) {
            if (constant[i]) {
                element(code, 0, 2 * i, function(i));
                code.visitFieldInsn(Opcodes.PUTSTATIC, NAME, "f" + i, functionType(i));
            }
            element(code, 0, 2 * i + 1, Type.getInternalName(Origin.class));
            code.visitFieldInsn(Opcodes.PUTSTATIC, NAME, "o" + i, ORIGIN);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Takes the functions that are not constants, in their order, and the last link. */
    private void writeConstructor() {
        MethodVisitor code = out.visitMethod(0, "<init>", "([Ljava/lang/Object;" + LINK_TYPE + ")V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, LINK, "<init>", "()V", false);
        int next = 0;
        for (int i = 0; i < steps.length; i++) {
            if (!constant[i]) {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                element(code, 1, next++, function(i));
                code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "f" + i, functionType(i));
            }
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        if (pairs) {
            code.visitTypeInsn(Opcodes.CHECKCAST, PAIR_LINK);
        }
        code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "last", lastType());
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void element(MethodVisitor code, int array, int index, String type) {
        code.visitVarInsn(Opcodes.ALOAD, array);
        code.visitLdcInsn(index);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, type);
    }

    private String lastType() {
        return pairs ? "L" + PAIR_LINK + ";" : LINK_TYPE;
    }

    private String function(int step) {
        return steps[step].kind() == ChainStep.Kind.FLAT_MAP ? FLAT_MAP_FUNCTION : FUNCTION;
    }

    private String functionType(int step) {
        return "L" + function(step) + ";";
    }

    /** The steps as code, and behind it what is rare. */
    private final class Body {
        private final MethodVisitor code;
        private final List<Runnable> rare = new ArrayList<>();
        private int locals = 2; // this, and the record or feed

        Body(MethodVisitor code) {
            this.code = code;
        }

        void push() {
            Label end = new Label();
            apply(0, 1, end);
            code.visitLabel(end);
            finish();
        }

        void drain() {
            Label next = new Label();
            Label end = new Label();
            int record = locals++;
            code.visitLabel(next);
            code.visitVarInsn(Opcodes.ALOAD, 1);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FEED, "next", "()Ljava/lang/Object;", false);
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ASTORE, record);
            code.visitJumpInsn(Opcodes.IFNULL, end);
            apply(0, record, next);
            code.visitJumpInsn(Opcodes.GOTO, next);
            code.visitLabel(end);
            finish();
        }

        private void finish() {
            code.visitInsn(Opcodes.RETURN);
            rare.forEach(Runnable::run);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }

        /**
         * Applies a step and all that follow it.
         *
         * @param record the local variable in which the step's record is
         * @param next where to go on with the next record
         */
        private void apply(int step, int record, Label next) {
            if (step == steps.length) {
                handOn(record);
                return;
            }
            switch (steps[step].kind()) {
                case MAP -> map(step, record, next);
                case FILTER -> filter(step, record, next);
                case FLAT_MAP -> flatMap(step, record, next);
            }
        }

        private void handOn(int record) {
            if (pairs) {
                handOnPair(record);
                return;
            }
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, NAME, "last", lastType());
            code.visitVarInsn(Opcodes.ALOAD, record);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LINK, "push", "(Ljava/lang/Object;)V", false);
        }

        private void handOnPair(int record) {
            int key = locals++;
            int value = locals++;
            part(record, "key", key);
            part(record, "value", value);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, NAME, "last", lastType());
            half(key, "keyBits");
            half(value, "bits");
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, PAIR_LINK, "put", "(IJLjava/lang/Object;IJLjava/lang/Object;)V", false);
        }

        private void part(int record, String part, int variable) {
            code.visitVarInsn(Opcodes.ALOAD, record);
            code.visitTypeInsn(Opcodes.CHECKCAST, PAIR);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, PAIR, part, "()Ljava/lang/Object;", false);
            code.visitVarInsn(Opcodes.ASTORE, variable);
        }

        /** A key or a value as its kind, its bits, and what is not in the bits. */
        private void half(int variable, String bits) {
            int kind = locals++;
            code.visitVarInsn(Opcodes.ALOAD, variable);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, KIND, "of", "(Ljava/lang/Object;)I", false);
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ISTORE, kind);
            code.visitVarInsn(Opcodes.ILOAD, kind);
            code.visitVarInsn(Opcodes.ALOAD, variable);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, KIND, bits, "(ILjava/lang/Object;)J", false);
            code.visitVarInsn(Opcodes.ILOAD, kind);
            code.visitVarInsn(Opcodes.ALOAD, variable);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, KIND, "beside", "(ILjava/lang/Object;)Ljava/lang/Object;", false);
        }

        private void map(int step, int record, Label next) {
            int result = locals++;
            guarded(step, record, () -> call(step, record, "Ljava/lang/Object;"));
            notNull(step, record);
            code.visitVarInsn(Opcodes.ASTORE, result);
            apply(step + 1, result, next);
        }

        private void filter(int step, int record, Label next) {
            guarded(step, record, () -> {
                call(step, record, "Ljava/lang/Object;");
                code.visitTypeInsn(Opcodes.CHECKCAST, BOOLEAN);
            });
            notNull(step, record);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BOOLEAN, "booleanValue", "()Z", false);
            code.visitJumpInsn(Opcodes.IFEQ, next);
            apply(step + 1, record, next);
        }

        private void flatMap(int step, int record, Label next) {
            int results = locals++;
            int result = locals++;
            Label more = new Label();
            guarded(step, record, () -> {
                call(step, record, "Ljava/lang/Iterable;");
                notNull(step, record);
                code.visitMethodInsn(Opcodes.INVOKEINTERFACE, ITERABLE, "iterator", "()Ljava/util/Iterator;", true);
            });
            code.visitVarInsn(Opcodes.ASTORE, results);
            code.visitLabel(more);
            guarded(step, record, () -> {
                code.visitVarInsn(Opcodes.ALOAD, results);
                code.visitMethodInsn(Opcodes.INVOKEINTERFACE, ITERATOR, "hasNext", "()Z", true);
            });
            code.visitJumpInsn(Opcodes.IFEQ, next);
            guarded(step, record, () -> {
                code.visitVarInsn(Opcodes.ALOAD, results);
                code.visitMethodInsn(Opcodes.INVOKEINTERFACE, ITERATOR, "next", "()Ljava/lang/Object;", true);
            });
            notNull(step, record);
            code.visitVarInsn(Opcodes.ASTORE, result);
            apply(step + 1, result, more);
            code.visitJumpInsn(Opcodes.GOTO, more);
        }

        /** Leaves what a step's function gives for a record on the stack. */
        private void call(int step, int record, String result) {
            if (constant[step]) {
                code.visitFieldInsn(Opcodes.GETSTATIC, NAME, "f" + step, functionType(step));
            } else {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitFieldInsn(Opcodes.GETFIELD, NAME, "f" + step, functionType(step));
            }
            code.visitVarInsn(Opcodes.ALOAD, record);
            code.visitMethodInsn(
                    Opcodes.INVOKEINTERFACE, function(step), "call", "(Ljava/lang/Object;)" + result, true);
        }

        /** Code of the user's; what it throws names the step and the record. */
        private void guarded(int step, int record, Runnable users) {
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            code.visitTryCatchBlock(start, end, handler, THROWABLE);
            code.visitLabel(start);
            users.run();
            code.visitLabel(end);
            rare.add(() -> {
                int thrown = locals;
                code.visitLabel(handler);
                code.visitVarInsn(Opcodes.ASTORE, thrown);
                code.visitFieldInsn(Opcodes.GETSTATIC, NAME, "o" + step, ORIGIN);
                code.visitVarInsn(Opcodes.ALOAD, record);
                code.visitVarInsn(Opcodes.ALOAD, thrown);
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        FAILURES,
                        "at",
                        "(" + ORIGIN + "Ljava/lang/Object;Ljava/lang/Throwable;)" + FAILURE,
                        false);
                code.visitInsn(Opcodes.ATHROW);
            });
        }

        /** Refuses null on the top of the stack. */
        private void notNull(int step, int record) {
            Label isNull = new Label();
            code.visitInsn(Opcodes.DUP);
            code.visitJumpInsn(Opcodes.IFNULL, isNull);
            rare.add(() -> {
                code.visitLabel(isNull);
                code.visitInsn(Opcodes.POP);
                code.visitFieldInsn(Opcodes.GETSTATIC, NAME, "o" + step, ORIGIN);
                code.visitVarInsn(Opcodes.ALOAD, record);
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        FAILURES,
                        "gaveNull",
                        "(" + ORIGIN + "Ljava/lang/Object;)" + FAILURE,
                        false);
                code.visitInsn(Opcodes.ATHROW);
            });
        }
    }

    /** Computes frames without loading a class: where two types meet, all that counts is that both are objects. */
    private static final class PlainClassWriter extends ClassWriter {
        PlainClassWriter() {
            super(ClassWriter.COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            return OBJECT;
        }
    }
}
