/*
 * The ceiling: how fast a replication loop can be on these devices if it is written in C, for one thing only.
 *
 * It polls, parses, looks (S,G) up in an open-addressed table, checks the incoming interface, decrements the TTL and
 * adjusts the checksum, gives every branch the frame with the branch's source address, and counts, in bursts of 32. It
 * forgoes what a router must do besides: it verifies no checksum, holds and punts nothing, knows no VLAN and no MTU, and
 * its table never changes.
 *
 * What makes it fast: the burst is replicated a branch at a time, so that the buffers which one branch's device has freed
 * are in the first-level cache for the next branch; buffers are taken from the pool's cache in place; a fresh buffer is
 * initialised with one store; frames are copied in whole cache lines; the table's lines are fetched ahead for the whole
 * burst.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include <rte_eal.h>
#include <rte_ethdev.h>
#include <rte_mbuf.h>

#define BURST 32
#define MAX_BRANCHES 31
#define POOL_CACHE 512
#define DESCRIPTORS 1024
#define DATA_ROOM 2048

/* Ethernet and IPv4 headers without options. */
#define HEADERS 34
#define TYPE 12
#define VERSION 14
#define TTL 22
#define CHECKSUM 24
#define STREAM 26
#define GROUP 30

/* A cache line, in as few registers as the CPU can. */
typedef uint64_t line __attribute__((vector_size(64), aligned(1), may_alias));
/* What of an mbuf must be written when it is taken from the pool: octets 16 to 47. */
typedef uint64_t fresh __attribute__((vector_size(32), aligned(16), may_alias));

_Static_assert(offsetof(struct rte_mbuf, rearm_data) == 16 && offsetof(struct rte_mbuf, ol_flags) == 24 &&
                   offsetof(struct rte_mbuf, pkt_len) == 36 && offsetof(struct rte_mbuf, data_len) == 40,
               "the layout of DPDK 22.11");

/* Two entries a cache line. */
struct entry {
    uint64_t stream; /* source and group as they lie in a header; 0: none */
    uint32_t incoming;
    uint32_t branches; /* bit p: leaves by port p */
    uint64_t packets;
    uint64_t octets;
} __attribute__((aligned(32)));

struct frame {
    struct rte_mbuf *mbuf;
    uint8_t *data;
    uint32_t length;
};

/* Frames that leave by the same branches. */
struct run {
    struct frame frames[BURST];
    unsigned count;
    uint32_t longest;
    uint32_t branches;
};

struct tx {
    struct rte_mbuf *mbufs[BURST];
    unsigned count;
    uint64_t sent;
    line source; /* the port's address where it lies in a frame */
};

static struct entry *table;
static unsigned table_shift;
static struct tx ports[RTE_MAX_ETHPORTS];
static unsigned port_count;
static struct rte_mempool *pool;
static struct rte_mempool_cache *cache;
static uint64_t received, drops;
static line source_mask;

static void die(const char *what, const char *why) {
    fprintf(stderr, "limit: %s: %s\n", what, why);
    exit(1);
}

/* --- The loop ---------------------------------------------------------------------------------------------------- */

static inline uint64_t home(uint64_t stream) {
    return (stream * 0x9E3779B97F4A7C15ull) >> table_shift;
}

static void flush(unsigned port) {
    struct tx *tx = &ports[port];
    if (tx->count == 0)
        return;
    unsigned taken = rte_eth_tx_burst(port, 0, tx->mbufs, tx->count);
    tx->sent += taken;
    drops += tx->count - taken;
    for (; unlikely(taken < tx->count); taken++)
        rte_pktmbuf_free(tx->mbufs[taken]);
    tx->count = 0;
}

/* Room for so many in the port's burst. */
static inline struct rte_mbuf **queue(unsigned port, unsigned count) {
    struct tx *tx = &ports[port];
    if (tx->count + count > BURST)
        flush(port);
    struct rte_mbuf **room = &tx->mbufs[tx->count];
    tx->count += count;
    return room;
}

static inline void queued(unsigned port) {
    if (ports[port].count == BURST)
        flush(port);
}

/* Takes mbufs off the pool's cache; they stay in its array until the next is freed. */
static inline struct rte_mbuf **take(unsigned count) {
    if (unlikely(cache->len < count)) {
        unsigned more = cache->size + count - cache->len;
        if (rte_mempool_ops_dequeue_bulk(pool, &cache->objs[cache->len], more) != 0)
            return NULL;
        cache->len += more;
    }
    cache->len -= count;
    return (struct rte_mbuf **)&cache->objs[cache->len];
}

static inline uint8_t *fresh_data(struct rte_mbuf *mbuf) {
    return (uint8_t *)(mbuf + 1) + RTE_PKTMBUF_HEADROOM;
}

static inline fresh initial(uint64_t segments, uint64_t frame, uint64_t segment) {
    return (fresh){RTE_PKTMBUF_HEADROOM | 1ull << 16 | segments << 32, 0, frame << 32, segment};
}

static inline void initialise(struct rte_mbuf *mbuf, fresh values) {
    *(fresh *)((uint8_t *)mbuf + 16) = values;
}

static inline line with_source(line first, line source) {
    return (first & ~source_mask) | source;
}

static void discard(const struct run *run) {
    for (unsigned i = 0; i < run->count; i++)
        rte_pktmbuf_free(run->frames[i].mbuf);
    drops += run->count;
}

/* A copy for every branch but the last, which gets the frame itself. */
static void copy(const struct run *run) {
    uint32_t branches = run->branches;
    unsigned count = run->count;
    for (; branches & (branches - 1); branches &= branches - 1) {
        unsigned port = __builtin_ctz(branches);
        struct rte_mbuf **to = queue(port, count), **from = take(count);
        if (unlikely(from == NULL)) {
            ports[port].count -= count;
            drops += count;
            continue;
        }
        line source = ports[port].source;
        if (run->longest <= sizeof(line)) {
            for (unsigned i = 0; i < count; i++) {
                struct rte_mbuf *mbuf = to[i] = from[i];
                uint32_t length = run->frames[i].length;
                *(line *)fresh_data(mbuf) = with_source(*(line *)run->frames[i].data, source);
                initialise(mbuf, initial(1, length, length));
            }
        } else {
            for (unsigned i = 0; i < count; i++) {
                struct rte_mbuf *mbuf = to[i] = from[i];
                uint32_t length = run->frames[i].length;
                const uint8_t *in = run->frames[i].data;
                uint8_t *out = fresh_data(mbuf);
                initialise(mbuf, initial(1, length, length));
                *(line *)out = with_source(*(line *)in, source);
                for (uint32_t octet = sizeof(line); octet < length; octet += sizeof(line))
                    *(line *)(out + octet) = *(line *)(in + octet);
            }
        }
        queued(port);
    }
    unsigned port = __builtin_ctz(branches);
    struct rte_mbuf **to = queue(port, count);
    line source = ports[port].source;
    for (unsigned i = 0; i < count; i++) {
        to[i] = run->frames[i].mbuf;
        *(line *)run->frames[i].data = with_source(*(line *)run->frames[i].data, source);
    }
    queued(port);
}

/* Headers of its own for every branch, chained to the payload that all share. */
static void chain(const struct run *run) {
    uint32_t branches = run->branches;
    unsigned count = run->count;
    uint16_t holders = __builtin_popcount(branches);
    for (unsigned i = 0; i < count; i++) {
        struct rte_mbuf *payload = run->frames[i].mbuf;
        payload->data_off += HEADERS;
        payload->data_len -= HEADERS;
        rte_mbuf_refcnt_set(payload, holders);
    }
    for (; branches; branches &= branches - 1) {
        unsigned port = __builtin_ctz(branches);
        struct rte_mbuf **to = queue(port, count), **from = take(count);
        if (unlikely(from == NULL)) {
            ports[port].count -= count;
            discard(run);
            continue;
        }
        line source = ports[port].source;
        for (unsigned i = 0; i < count; i++) {
            struct rte_mbuf *mbuf = to[i] = from[i];
            /* More than the headers, but not more instructions. */
            *(line *)fresh_data(mbuf) = with_source(*(line *)run->frames[i].data, source);
            initialise(mbuf, initial(2, run->frames[i].length, HEADERS));
            mbuf->next = run->frames[i].mbuf;
        }
        queued(port);
    }
}

static uint32_t chain_from;

static inline void replicate(struct run *run) {
    if (run->count == 0)
        return;
    if (run->branches == 0)
        discard(run);
    else if (run->longest >= chain_from && run->branches & (run->branches - 1))
        chain(run);
    else
        copy(run);
    run->count = 0;
    run->longest = 0;
}

static inline bool is_multicast(const uint8_t *frame) {
    return *(const uint16_t *)(frame + TYPE) == RTE_BE16(RTE_ETHER_TYPE_IPV4) && frame[VERSION] == 0x45 &&
           (frame[GROUP] & 0xf0) == 0xe0 && frame[TTL] > 1;
}

static inline struct entry *find(uint64_t stream) {
    uint64_t mask = (1ull << (64 - table_shift)) - 1;
    for (uint64_t i = home(stream);; i = (i + 1) & mask)
        if (likely(table[i].stream == stream) || table[i].stream == 0)
            return &table[i];
}

static inline void forward(struct rte_mbuf **burst, unsigned count, uint32_t incoming) {
    static struct run run;
    uint64_t streams[BURST], stream = 0;
    for (unsigned i = 0; i < count; i++) {
        streams[i] = *(uint64_t *)(rte_pktmbuf_mtod(burst[i], uint8_t *) + STREAM);
        if (streams[i] != stream) {
            stream = streams[i];
            rte_prefetch0(&table[home(stream)]);
        }
    }
    struct entry *entry = NULL;
    stream = 0;
    for (unsigned i = 0; i < count; i++) {
        struct rte_mbuf *mbuf = burst[i];
        uint8_t *frame = rte_pktmbuf_mtod(mbuf, uint8_t *);
        if (unlikely(!is_multicast(frame))) {
            drops++;
            rte_pktmbuf_free(mbuf);
            continue;
        }
        if (streams[i] != stream) {
            stream = streams[i];
            entry = find(stream);
            if (entry->branches != run.branches) {
                replicate(&run);
                run.branches = entry->branches;
            }
        }
        if (unlikely(entry->stream == 0 || entry->incoming != incoming)) {
            drops++;
            rte_pktmbuf_free(mbuf);
            continue;
        }
        uint32_t length = mbuf->pkt_len;
        entry->packets++;
        entry->octets += length;
        /* RFC 1624: one less in the TTL's octet is one more in the checksum's, carry included. */
        uint32_t checksum = *(uint16_t *)(frame + CHECKSUM) + 1u;
        *(uint16_t *)(frame + CHECKSUM) = (checksum & 0xffff) + (checksum >> 16);
        frame[TTL]--;
        run.frames[run.count++] = (struct frame){mbuf, frame, length};
        run.longest = RTE_MAX(run.longest, length);
    }
    replicate(&run);
}

static void pass(void) {
    struct rte_mbuf *burst[BURST];
    for (unsigned port = 0; port < port_count; port++) {
        unsigned count = rte_eth_rx_burst(port, 0, burst, BURST);
        if (count == 0)
            continue;
        received += count;
        forward(burst, count, port);
    }
    for (unsigned port = 0; port < port_count; port++)
        flush(port);
}

/* --- Measuring --------------------------------------------------------------------------------------------------- */

struct reading {
    double time, cpu;
    uint64_t received, sent, drops;
};

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static struct reading take_reading(void) {
    uint64_t sent = 0;
    for (unsigned port = 0; port < port_count; port++)
        sent += ports[port].sent;
    return (struct reading){seconds(CLOCK_MONOTONIC), seconds(CLOCK_THREAD_CPUTIME_ID), received, sent, drops};
}

static struct reading run_for(double duration) {
    struct reading before = take_reading(), after;
    do
        for (int i = 0; i < 256; i++)
            pass();
    while (seconds(CLOCK_MONOTONIC) < before.time + duration);
    after = take_reading();
    return (struct reading){after.time - before.time, after.cpu - before.cpu, after.received - before.received,
                            after.sent - before.sent, after.drops - before.drops};
}

/* Runs by copying and by chaining in turn, for moments, and stays with what was the faster in all: the machine may change. */
static void warm_up(double duration) {
    const unsigned ways[] = {UINT32_MAX, 0};
    const int rounds = 20;
    double frames[2] = {0}, cpu[2] = {0};
    for (int round = 0; round < rounds; round++)
        for (int way = 0; way < 2; way++) {
            chain_from = ways[way];
            struct reading reading = run_for(duration / rounds / 2);
            if (round > 0) {
                frames[way] += reading.received;
                cpu[way] += reading.cpu;
            }
        }
    chain_from = ways[frames[1] / cpu[1] > frames[0] / cpu[0]];
}

/* --- Setting up -------------------------------------------------------------------------------------------------- */

/* A table that is at most half full, with an entry for each stream of the capture. */
static void fill_table(const char *capture, uint32_t branches) {
    FILE *file = fopen(capture, "rb");
    if (file == NULL)
        die(capture, strerror(errno));
    fseek(file, 24, SEEK_SET);
    uint32_t header[4];
    uint64_t frames = 0;
    while (fread(header, sizeof header, 1, file) == 1 && fseek(file, header[2], SEEK_CUR) == 0)
        frames++;
    unsigned bits = 8;
    while (1ull << bits < 2 * frames)
        bits++;
    table_shift = 64 - bits;
    size_t size = RTE_ALIGN(sizeof(struct entry) << bits, (size_t)2 << 20);
    table = aligned_alloc((size_t)2 << 20, size);
    if (table == NULL)
        die("table", "no memory");
    madvise(table, size, MADV_HUGEPAGE);
    memset(table, 0, size);
    fseek(file, 24, SEEK_SET);
    while (fread(header, sizeof header, 1, file) == 1) {
        uint8_t frame[HEADERS];
        if (header[2] < HEADERS || fread(frame, HEADERS, 1, file) != 1 || fseek(file, header[2] - HEADERS, SEEK_CUR))
            die(capture, "not a whole capture of IPv4 frames");
        uint64_t stream;
        memcpy(&stream, frame + STREAM, sizeof stream);
        struct entry *entry = find(stream);
        *entry = (struct entry){.stream = stream, .incoming = 0, .branches = branches};
    }
    fclose(file);
}

/* One lcore that floats over all CPUs, as Umbel's worker does when no core is configured for it. */
static const char *lcores(void) {
    static char text[8192];
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    size_t end = snprintf(text, sizeof text, "--lcores=0@(");
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &set))
            end += snprintf(text + end, sizeof text - end, "%d,", cpu);
    text[end - 1] = ')';
    return text;
}

static void start_eal(const char *capture, unsigned branches, const char *memory, bool huge) {
    char pcap[4096], nulls[MAX_BRANCHES][64];
    char *arguments[MAX_BRANCHES + 16];
    int count = 0;
    arguments[count++] = "limit";
    arguments[count++] = "--no-telemetry";
    arguments[count++] = "--log-level=warning";
    arguments[count++] = "--no-pci";
    arguments[count++] = (char *)lcores();
    arguments[count++] = "-m";
    arguments[count++] = (char *)memory;
    if (huge)
        arguments[count++] = "--in-memory";
    else {
        arguments[count++] = "--no-huge";
        arguments[count++] = "--no-shconf";
    }
    snprintf(pcap, sizeof pcap, "--vdev=net_pcap0,rx_pcap=%s,infinite_rx=1", capture);
    arguments[count++] = pcap;
    for (unsigned branch = 0; branch < branches; branch++) {
        snprintf(nulls[branch], sizeof nulls[branch], "--vdev=net_null%u,no-rx=1", branch + 1);
        arguments[count++] = nulls[branch];
    }
    if (rte_eal_init(count, arguments) < 0)
        die("DPDK", rte_strerror(rte_errno));
}

static void start_ports(unsigned mbufs) {
    pool = rte_pktmbuf_pool_create("limit", mbufs, POOL_CACHE, 0, DATA_ROOM + RTE_PKTMBUF_HEADROOM, SOCKET_ID_ANY);
    if (pool == NULL)
        die("packet pool", rte_strerror(rte_errno));
    cache = rte_mempool_default_cache(pool, rte_lcore_id());
    port_count = rte_eth_dev_count_avail();
    memset((uint8_t *)&source_mask + RTE_ETHER_ADDR_LEN, 0xff, RTE_ETHER_ADDR_LEN);
    for (unsigned port = 0; port < port_count; port++) {
        struct rte_eth_dev_info info;
        rte_eth_dev_info_get(port, &info);
        /* net_null doesn't say that it takes chains, and does. */
        struct rte_eth_conf configuration = {.txmode.offloads = info.tx_offload_capa & RTE_ETH_TX_OFFLOAD_MULTI_SEGS};
        if (rte_eth_dev_configure(port, 1, 1, &configuration) ||
            rte_eth_rx_queue_setup(port, 0, DESCRIPTORS, SOCKET_ID_ANY, NULL, pool) ||
            rte_eth_tx_queue_setup(port, 0, DESCRIPTORS, SOCKET_ID_ANY, NULL) || rte_eth_dev_start(port))
            die("port", "cannot be set up");
        rte_eth_macaddr_get(port, (struct rte_ether_addr *)((uint8_t *)&ports[port].source + RTE_ETHER_ADDR_LEN));
    }
}

static const char usage[] =
    "usage: limit --capture FILE [--branches N] [--pool MBUFS] [--memory MIB] [--no-huge]\n"
    "             [--warm-up SECONDS] [--seconds SECONDS] [--turns] [--chain-from OCTETS]\n"
    "Frames of the capture, over and over, to N branches, 0 to 31; with 0 they are received and freed.\n"
    "Frames of that many octets and more are chained, shorter ones copied; if it isn't said, the faster of both is found\n"
    "out while warming up.\n"
    "With --turns it says that it is ready, and then measures so many seconds for each line that it is sent.\n";

static void measure(double duration, bool huge) {
    struct reading reading = run_for(duration);
    double rx = reading.received / 1e6, tx = reading.sent / 1e6;
    printf("{\"rxMpps\":%.4f,\"txMpps\":%.4f,\"cpuRxMpps\":%.4f,\"cpuTxMpps\":%.4f,\"seconds\":%.3f,\"drops\":%lu,"
           "\"way\":\"%s\",\"hugePages\":%s}\n",
           rx / reading.time, tx / reading.time, rx / reading.cpu, tx / reading.cpu, reading.time, reading.drops,
           chain_from == 0 ? "chain" : "copy", huge ? "true" : "false");
    fflush(stdout);
}

static void measure_by_turns(double duration, bool huge) {
    char line[16];
    puts("ready");
    fflush(stdout);
    while (fgets(line, sizeof line, stdin) != NULL)
        measure(duration, huge);
}

int main(int argc, char **argv) {
    static const struct option options[] = {
        {"capture", required_argument, NULL, 'c'}, {"branches", required_argument, NULL, 'b'},
        {"pool", required_argument, NULL, 'p'},    {"memory", required_argument, NULL, 'm'},
        {"no-huge", no_argument, NULL, 'n'},       {"warm-up", required_argument, NULL, 'w'},
        {"seconds", required_argument, NULL, 's'}, {"chain-from", required_argument, NULL, 'f'},
        {"turns", no_argument, NULL, 't'},         {NULL, 0, NULL, 0}};
    const char *capture = NULL, *memory = "256";
    unsigned branches = 4, mbufs = 16383;
    double warm = 1, duration = 3;
    bool huge = true, decided = false, turns = false;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        switch (option) {
        case 'c': capture = optarg; break;
        case 'b': branches = strtoul(optarg, NULL, 10); break;
        case 'p': mbufs = strtoul(optarg, NULL, 10); break;
        case 'm': memory = optarg; break;
        case 'n': huge = false; break;
        case 'w': warm = strtod(optarg, NULL); break;
        case 't': turns = true; break;
        case 's': duration = strtod(optarg, NULL); break;
        case 'f':
            chain_from = strtoul(optarg, NULL, 10);
            decided = true;
            break;
        default: fputs(usage, stderr); return 2;
        }
    if (capture == NULL || branches > MAX_BRANCHES || !(duration > 0) || !(warm > 0)) {
        fputs(usage, stderr);
        return 2;
    }
    start_eal(capture, branches, memory, huge);
    start_ports(mbufs);
    fill_table(capture, ((1u << branches) - 1) << 1);
    if (decided)
        run_for(warm);
    else
        warm_up(warm);
    if (turns)
        measure_by_turns(duration, huge);
    else
        measure(duration, huge);
    return 0;
}
