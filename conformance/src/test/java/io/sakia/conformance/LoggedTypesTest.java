package io.sakia.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sakia.connector.Sink;
import io.sakia.connector.Source;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.connector.text.TextSink;
import io.sakia.kafka.KafkaSink;
import io.sakia.kafka.KafkaSource;
import io.sakia.streaming.error.LetterSource;
import io.sakia.streaming.receiver.ReceiverSettings;
import io.sakia.streaming.receiver.ReceiverSource;
import io.sakia.streaming.receiver.SocketReceiver;
import io.sakia.streaming.receiver.SocketSource;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import io.sakia.streaming.source.FileSource;
import io.sakia.streaming.source.GeneratorSource;
import io.sakia.streaming.source.QueueSource;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each source and sink puts into the batch log can be stored without registering anything. */
class LoggedTypesTest {
    private static final OutputFolder FOLDER = new OutputFolder.Fixed("/out");

    static List<Source<?, ?>> sources() {
        return List.of(
                new GeneratorSource(1, 2, () -> 3, name -> {
                    throw new AssertionError("nothing is opened");
                }),
                DirectorySource.text("/in", DirectorySettings.defaults()),
                new FileSource("/in", 1),
                new QueueSource<>(new ArrayDeque<List<String>>(), true),
                SocketSource.lines("localhost", 1, ReceiverSettings.defaults()),
                new ReceiverSource<>("lines", SocketReceiver.lines("localhost", 1), ReceiverSettings.defaults()),
                KafkaSource.topic("localhost:1", "clicks"),
                LetterSource.of("/checkpoint", "clicks", String.class),
                new MemorySource<>("lines"));
    }

    static List<Sink<?, ?>> sinks() {
        return List.of(
                new TextSink<>(FOLDER),
                new FolderSink<>(new TextFormat<>(Compression.NONE), FOLDER),
                KafkaSink.to("localhost:1", "words"),
                new MemorySink<>("words"));
    }

    static Stream<Class<?>> types() {
        return Stream.concat(
                sources().stream().flatMap(source -> Stream.of(source.rangeType(), source.cursorType())),
                sinks().stream().map(Sink::stagedType));
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasACodec(Class<?> type) {
        assertThat(type).isRecord();
        assertThat(Codecs.standard().of(type).type()).isEqualTo(type);
    }

    @Test
    void allSourcesAndSinksAreListed() {
        assertThat(sources().stream().map(Object::getClass).map(Class::getName).collect(Collectors.toSet()))
                .isEqualTo(implementations(Source.class));
        assertThat(sinks().stream().map(Object::getClass).map(Class::getName).collect(Collectors.toSet()))
                .isEqualTo(implementations(Sink.class));
    }

    private static Set<String> implementations(Class<?> contract) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.sakia").stream()
                        .filter(each -> each.isAssignableTo(contract)
                                && !each.getPackageName().startsWith("io.sakia.conformance") // the suite's own
                                && !each.isInterface()
                                && !each.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
    }
}
