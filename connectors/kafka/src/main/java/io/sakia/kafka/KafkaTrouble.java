package io.sakia.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What goes wrong with a cluster, and what to do. */
final class KafkaTrouble extends KafkaException {
    private static final long serialVersionUID = 1;

    KafkaTrouble(String message) {
        super(message);
    }

    private KafkaTrouble(String message, Throwable cause) {
        super(message, cause);
    }

    /** A topic is missing. */
    static KafkaTrouble noTopic(KafkaClient client, String name) {
        return new KafkaTrouble(client.servers() + " has no topic '" + name
                + "', or the user may not see it: correct the name, or create it (kafka-topics.sh --create --topic "
                + name
                + " …)");
    }

    /** Says what to do about what a client of Kafka's has thrown. */
    static KafkaTrouble of(KafkaClient client, String what, RuntimeException failure) {
        return failure instanceof KafkaTrouble trouble
                ? trouble
                : new KafkaTrouble(client.servers() + ", " + what + ": " + advice(client, failure), failure);
    }

    private static String advice(KafkaClient client, RuntimeException failure) {
        if (failure instanceof SslAuthenticationException) {
            return "the TLS handshake failed (" + reason(failure)
                    + "): check ssl.truststore.location and that the broker's certificate is for this address";
        }
        if (failure instanceof AuthenticationException) {
            return "the broker refuses to let the program in (" + reason(failure)
                    + "): correct user and password in sasl.jaas.config, and sasl.mechanism";
        }
        if (failure instanceof AuthorizationException) {
            return "the user may not do that (" + reason(failure) + "): have it allowed with kafka-acls";
        }
        if (failure instanceof ProducerFencedException) {
            return "another run of this program has taken over, or this one came to a halt for longer than transaction.timeout.ms: it must"
                    + " not write any more. Start it again if no other one runs";
        }
        if (failure instanceof TimeoutException) {
            return "no answer within " + client.patience().toSeconds() + " s (" + reason(failure)
                    + "): check the address, that the broker runs, that its advertised.listeners can be reached from here, and that"
                    + " security.protocol is the listener's";
        }
        String root = root(failure).getMessage();
        if (root != null && root.contains("bootstrap")) {
            return root + ": check the address";
        }
        return reason(failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String reason(Throwable failure) {
        Throwable root = root(failure);
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String deeper = root == failure || root.getMessage() == null ? "" : ": " + root.getMessage();
        return deeper.isEmpty() || message.contains(root.getMessage()) ? message : message + deeper;
    }
}
