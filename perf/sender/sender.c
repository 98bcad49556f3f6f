/*
 * A sender that knows nothing of who receives: it offers frames to a port at an even pace, and what the port doesn't take is lost.
 * `umbel bench start` loads it into the JVM that it watches the start of, where it needs no warming up and has nothing compiled
 * on the receiver's behalf.
 *
 * A sender that was kept from its core doesn't catch up: what it would have sent is not offered, neither then nor later.
 */
#include <rte_ethdev.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>
#include <rte_pause.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#define BURST 32

/* What was offered in a span of time, and taken of it: frames. */
struct span {
    uint64_t offered, taken;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/*
 * Offers copies of a frame to the first queue of a port, in buffers of a pool.
 *
 * rate: frames a second; 0: as many as are taken
 * Returns 0, or -1 if there is no such port or pool.
 */
int offer(const char *device, const char *pool_name, const uint8_t *frame, uint32_t length, double rate,
          double span_seconds, uint32_t spans, struct span *out) {
    struct rte_mempool *pool = rte_mempool_lookup(pool_name);
    uint16_t port;
    if (pool == NULL || rte_eth_dev_get_port_by_name(device, &port) != 0)
        return -1;
    double begun = now();
    uint64_t passed = 0; /* frames whose time has come, offered or not */
    for (;;) {
        double elapsed = now() - begun;
        uint64_t span = elapsed / span_seconds;
        if (span >= spans)
            return 0;
        unsigned count = BURST;
        if (rate > 0) {
            uint64_t due = elapsed * rate - passed;
            if (due == 0) {
                rte_pause();
                continue;
            }
            count = RTE_MIN(due, (uint64_t)BURST);
            passed += due > 2 * BURST ? due : count;
        }
        struct rte_mbuf *mbufs[BURST];
        unsigned taken = 0;
        /* Without a buffer a frame finds no more room than in a full queue. */
        if (rte_pktmbuf_alloc_bulk(pool, mbufs, count) == 0) {
            for (unsigned i = 0; i < count; i++)
                memcpy(rte_pktmbuf_append(mbufs[i], length), frame, length);
            taken = rte_eth_tx_burst(port, 0, mbufs, count);
            for (unsigned i = taken; i < count; i++)
                rte_pktmbuf_free(mbufs[i]);
        }
        out[span].offered += rate > 0 ? count : taken;
        out[span].taken += taken;
    }
}
