package io.umbel.perf.lab;

/**
 * What a receiver saw of a stream.
 *
 * @param name the receiver's
 * @param received how many different datagrams of the stream
 * @param lost how many never came
 * @param duplicated arrivals of a datagram that had arrived before
 * @param outOfOrder arrivals after one with a higher number
 * @param foreign arrivals that were none of the stream's, or damaged
 * @param kernelErrors datagrams that reached the host, but that its kernel threw away
 * @param medianMicros half of the datagrams took no longer than this from socket to socket, in microseconds;
 *     0 if that was not measured
 * @param p99Micros ninety-nine in a hundred took no longer than this
 */
record Reception(
        String name,
        long received,
        long lost,
        long duplicated,
        long outOfOrder,
        long foreign,
        long kernelErrors,
        long medianMicros,
        long p99Micros) {
    /** Each datagram once, in order, and nothing else. */
    boolean isPerfect() {
        return lost == 0 && duplicated == 0 && outOfOrder == 0 && foreign == 0 && kernelErrors == 0;
    }
}
