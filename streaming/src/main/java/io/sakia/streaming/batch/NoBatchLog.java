package io.sakia.streaming.batch;

/** Keeps nothing: a stream without a checkpoint. */
final class NoBatchLog implements BatchLog {
    @Override
    public void planned(Planned batch) {}

    @Override
    public void sealed(Sealed epoch) {}

    @Override
    public void committed(long epoch) {}
}
