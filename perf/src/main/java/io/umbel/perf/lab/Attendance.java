package io.umbel.perf.lab;

/** Which part of a stream a receiver is there for, and so what it can lose. */
enum Attendance {
    /** It joins before the stream begins and stays to its end. */
    WHOLE,
    /** It joins while the stream flows: what was sent before its first datagram is not lost. */
    JOINS_LATER,
    /** It leaves while the stream flows: what is sent after its last datagram is not lost. */
    LEAVES_EARLIER,
    /** Both. */
    MEANWHILE
}
