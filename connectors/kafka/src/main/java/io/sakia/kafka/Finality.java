package io.sakia.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Tells what will go wrong again however often it is tried from what may pass. */
final class Finality {
    private Finality() {}

    static boolean isFinal(KafkaException failure) {
        for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof KafkaTrouble
                    || each instanceof ProducerFencedException
                    || each instanceof AuthenticationException
                    || each instanceof AuthorizationException
                    || each instanceof RecordTooLargeException
                    || each instanceof InvalidTopicException
                    || each instanceof InvalidConfigurationException
                    || each instanceof ConfigException
                    || each instanceof SerializationException
                    || each instanceof FencedInstanceIdException
                    || each instanceof UnsupportedVersionException) {
                return true;
            }
        }
        return false;
    }
}
