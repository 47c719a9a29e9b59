package io.sakia.conformance.crash;

import io.sakia.streaming.receiver.Receiver;

/** A receiver that stores what a test says, from the test's thread. */
final class FedReceiver extends Receiver<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void onStart() {}

    @Override
    public void onStop() {}
}
