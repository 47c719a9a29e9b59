package io.sakia.cli.wordcount;

import io.sakia.cli.WrongUseException;

/**
 * Where a topic is.
 *
 * @param servers some brokers, such as {@code localhost:9092}
 * @param topic its name
 */
record TopicAddress(String servers, String topic) {
    /** Reads {@code localhost:9092/clicks}. */
    static TopicAddress parse(String option, String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 1 || slash == text.length() - 1 || text.indexOf(':') < 1) {
            throw new WrongUseException(
                    option + " takes HOST:PORT/TOPIC, such as localhost:9092/words, not '" + text + "'");
        }
        return new TopicAddress(text.substring(0, slash), text.substring(slash + 1));
    }
}
