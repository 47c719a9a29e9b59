package io.sakia.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.sakia.streaming.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may depend on what, and who may do what, in the classes of core, streaming, the embedded engine, the test kit and this suite. */
class FencesTest {
    private static final String[] CORE = {
        "io.sakia",
        "io.sakia.function..",
        "io.sakia.connector..",
        "io.sakia.plan..",
        "io.sakia.stats..",
        "io.sakia.column..",
        "io.sakia.local..",
        "io.sakia.engine..",
        "io.sakia.rdd.."
    };
    private static final String[] ENGINES = {"io.sakia.embedded..", "io.sakia.spark.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sakia");

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void coreKnowsNothingAboveIt() {
        classes()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(not(resideInAPackage("io.sakia.."))))
                .check(CLASSES);
    }

    @Test
    void streamsKnowNoEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.sakia.streaming..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINES)
                .check(CLASSES);
    }

    @Test
    void enginesKnowCoreAlone() {
        classes()
                .that()
                .resideInAnyPackage(ENGINES)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(CORE)
                        .or(resideInAnyPackage(ENGINES))
                        .or(not(resideInAPackage("io.sakia.."))))
                .check(CLASSES);
    }

    @Test
    void contractsOfConnectorsStandAlone() {
        classes()
                .that()
                .resideInAPackage("io.sakia.connector")
                .should()
                .onlyDependOnClassesThat(resideInAPackage("io.sakia.connector").or(not(resideInAPackage("io.sakia.."))))
                .check(CLASSES);
    }

    @Test
    void oneClassReadsTheSystemsClockAndOneMeasuresTasks() {
        noClasses()
                .that(not(new Named(Clock.class.getPackageName() + ".SystemClock"))
                        .and(not(new Named("io.sakia.embedded.SystemTicker"))))
                .should()
                .callMethodWhere(new Call(
                        "reads the system's clock",
                        Set.of(
                                "java.lang.System.currentTimeMillis",
                                "java.lang.System.nanoTime",
                                "java.time.Instant.now",
                                "java.time.LocalDateTime.now",
                                "java.time.ZonedDateTime.now",
                                "java.time.LocalTime.now",
                                "java.time.LocalDate.now",
                                "java.time.Clock.systemUTC",
                                "java.time.Clock.systemDefaultZone")))
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(new Call(
                        "sleeps",
                        Set.of(
                                "java.lang.Thread.sleep",
                                "java.lang.Thread.onSpinWait",
                                "java.lang.Thread.yield",
                                "java.util.concurrent.TimeUnit.sleep",
                                "java.util.concurrent.locks.LockSupport.parkNanos",
                                "java.util.concurrent.locks.LockSupport.parkUntil")))
                .check(CLASSES);
    }

    @Test
    void thingsAreCalledByTheirNames() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..")
                .check(CLASSES);
    }

    /** A slice for each package. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    /** A class of a name, or one within it. */
    private static final class Named extends DescribedPredicate<JavaClass> {
        private final String name;

        Named(String name) {
            super("named " + name);
            this.name = name;
        }

        @Override
        public boolean test(JavaClass type) {
            return type.getName().equals(name) || type.getName().startsWith(name + "$");
        }
    }

    /** A call of one of some methods. */
    private static final class Call extends DescribedPredicate<JavaCall<?>> {
        private final Set<String> methods;

        Call(String what, Set<String> methods) {
            super("one that " + what);
            this.methods = methods;
        }

        @Override
        public boolean test(JavaCall<?> call) {
            AccessTarget target = call.getTarget();
            return methods.contains(target.getOwner().getFullName() + "." + target.getName());
        }
    }
}
