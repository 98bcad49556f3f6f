package io.umbel.dpdk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dpdk.dpdk;
import org.dpdk.rte_eth_conf;
import org.dpdk.rte_eth_dev_info;
import org.dpdk.rte_eth_fp_ops;
import org.dpdk.rte_eth_rss_conf;
import org.dpdk.rte_eth_rxmode;
import org.dpdk.rte_eth_stats;
import org.dpdk.rte_eth_txmode;
import org.dpdk.rte_ethdev_qdata;
import org.dpdk.rte_ether_addr;
import org.jspecify.annotations.Nullable;

/**
 * An ethdev: a network card, or one of DPDK's virtual devices. Its life is probe, {@link #configure}, {@link #start},
 * {@link #stop} (which may be started again), {@link #close}.
 *
 * <p>Any one thread at a time may call these methods. Queues are polled by worker threads between start and stop.
 */
public final class EthDevice implements AutoCloseable {
    /** Drivers whose burst functions make system calls that can wait. */
    private static final Set<String> SLEEPING_DRIVERS = Set.of("net_af_packet", "net_af_xdp", "net_tap", "net_tun");

    /** Drivers whose arguments say how many receive queues there are; what arrives in them waits until they are polled. */
    private static final Set<String> FIXED_QUEUES = Set.of("net_pcap", "net_af_packet", "net_af_xdp");

    /** A driver that takes frames of several segments without offering it: it only frees them. */
    private static final String CHAIN_TAKING_DRIVER = "net_null";

    /** A driver that never gives back what its receive queues hold, not even when the device is closed. */
    private static final String KEEPING_DRIVER = "net_af_xdp";

    /** {@code RTE_ETH_MQ_RX_RSS}. */
    private static final int MQ_RX_RSS = 1;

    /** {@code RTE_ETH_RSS_IPV4}: by the addresses of IPv4 datagrams. */
    private static final long RSS_IPV4 = 1L << 2;

    /** Descriptors in each queue, where the device allows it. */
    private static final short DESCRIPTORS = 1024;

    private final String name;
    private final short port;
    private final boolean maySleep;
    private final boolean offersChains;
    private final boolean sendsChains;
    private final boolean keepsBuffers;
    private final int maxRxQueues;
    private final boolean fillsAllQueues;
    private final int maxTxQueues;
    private final long spreadsBy;
    private int rxQueues;
    private List<TxQueue.Lock> txLocks = List.of();
    private boolean started;

    /** @param treatAsSleeping has the burst functions called as those that can wait, even if they never do */
    private EthDevice(String name, short port, boolean treatAsSleeping) {
        this.name = name;
        this.port = port;
        try (Arena call = Arena.ofConfined()) {
            MemorySegment info = rte_eth_dev_info.allocate(call);
            check(dpdk.rte_eth_dev_info_get(port, info), "rte_eth_dev_info_get");
            String driver = rte_eth_dev_info
                    .driver_name(info)
                    .reinterpret(Long.MAX_VALUE)
                    .getString(0);
            this.maySleep = treatAsSleeping || SLEEPING_DRIVERS.contains(driver);
            this.keepsBuffers = KEEPING_DRIVER.equals(driver);
            this.spreadsBy = rte_eth_dev_info.flow_type_rss_offloads(info) & RSS_IPV4;
            this.maxRxQueues = Short.toUnsignedInt(rte_eth_dev_info.max_rx_queues(info));
            this.fillsAllQueues = FIXED_QUEUES.contains(driver);
            this.maxTxQueues = Short.toUnsignedInt(rte_eth_dev_info.max_tx_queues(info));
            this.offersChains = (rte_eth_dev_info.tx_offload_capa(info) & dpdk.RTE_ETH_TX_OFFLOAD_MULTI_SEGS()) != 0;
            this.sendsChains = offersChains || CHAIN_TAKING_DRIVER.equals(driver);
        }
    }

    /**
     * Brings a device to life.
     *
     * @param devargs what DPDK calls device arguments: a PCI address such as {@code 0000:03:00.0}, or a virtual
     *     device's name with its parameters, such as {@code net_af_packet0,iface=eth1}
     * @throws DpdkException if there is no such device, or its driver refuses the parameters
     */
    public static EthDevice probe(String devargs) {
        return probe(devargs, false);
    }

    /**
     * Makes a device that gives back on its receive queue what it is sent, in memory of this process: for rehearsals.
     *
     * @param name unique among those of the process
     * @param maySleep has it called as a device whose burst functions can wait
     */
    public static EthDevice probeRing(String name, boolean maySleep) {
        return probe("net_ring_" + name, maySleep);
    }

    /** Whether the burst functions of the device with these arguments make system calls that can wait. */
    public static boolean maySleep(String devargs) {
        return SLEEPING_DRIVERS.stream().anyMatch(devargs::startsWith);
    }

    /** Whether the device with these arguments maps its {@link PacketPool} into the kernel. */
    static boolean mapsPool(String devargs) {
        return devargs.startsWith(KEEPING_DRIVER);
    }

    private static EthDevice probe(String devargs, boolean treatAsSleeping) {
        String name = devargs.split(",", 2)[0];
        try (Arena arena = Arena.ofConfined()) {
            DpdkException.check(dpdk.rte_dev_probe(arena.allocateFrom(devargs)), "device " + devargs);
            MemorySegment port = arena.allocate(ValueLayout.JAVA_SHORT);
            DpdkException.check(
                    dpdk.rte_eth_dev_get_port_by_name(arena.allocateFrom(name), port),
                    "device " + devargs + " is no Ethernet device");
            return new EthDevice(name, port.get(ValueLayout.JAVA_SHORT, 0), treatAsSleeping);
        }
    }

    /** The device's name: its arguments up to the first comma. */
    public String name() {
        return name;
    }

    /** DPDK's port id. */
    public int port() {
        return port;
    }

    /** Whether it sends frames of several segments. If not, each frame must lie in one mbuf. */
    public boolean sendsChains() {
        return sendsChains;
    }

    /**
     * Whether the mbufs that its receive queues take at {@link #configure} are lost to the pool: the AF_XDP driver of DPDK 22.11
     * shares the pool's memory with the kernel and does not collect them when it is closed.
     */
    public boolean keepsBuffers() {
        return keepsBuffers;
    }

    /**
     * Over how many receive queues what arrives is to be spread, each stream staying in one: as many as there are threads to
     * poll them, or as the device can; all that it was given in its arguments, where those say so; one, if it does not spread.
     */
    public int rxQueuesFor(int threads) {
        if (fillsAllQueues) {
            return maxRxQueues;
        }
        return spreadsBy != 0 || isVirtual() ? Math.min(threads, maxRxQueues) : 1;
    }

    /** How many transmit queues it can have. */
    public int maxTxQueues() {
        return maxTxQueues;
    }

    /**
     * Sets up its queues. A network card spreads what arrives by source and destination address (receive side scaling);
     * virtual devices spread in ways of their own.
     *
     * @param rxQueues see {@link #rxQueuesFor}
     * @param txQueues 1 to {@link #maxTxQueues}
     * @param pool where received frames go
     */
    public void configure(int rxQueues, int txQueues, PacketPool pool) {
        this.rxQueues = rxQueues;
        this.txLocks = Stream.generate(TxQueue.Lock::new).limit(txQueues).toList();
        try (Arena call = Arena.ofConfined()) {
            MemorySegment configuration = rte_eth_conf.allocate(call);
            if (offersChains) {
                rte_eth_txmode.offloads(rte_eth_conf.txmode(configuration), dpdk.RTE_ETH_TX_OFFLOAD_MULTI_SEGS());
            }
            if (rxQueues > 1 && spreadsBy != 0) {
                rte_eth_rxmode.mq_mode(rte_eth_conf.rxmode(configuration), MQ_RX_RSS);
                rte_eth_rss_conf.rss_hf(
                        rte_eth_conf.rx_adv_conf.rss_conf(rte_eth_conf.rx_adv_conf(configuration)), spreadsBy);
            }
            check(
                    dpdk.rte_eth_dev_configure(port, (short) rxQueues, (short) txQueues, configuration),
                    "rte_eth_dev_configure");
            MemorySegment descriptors = call.allocateFrom(ValueLayout.JAVA_SHORT, DESCRIPTORS, DESCRIPTORS);
            check(
                    dpdk.rte_eth_dev_adjust_nb_rx_tx_desc(port, descriptors, descriptors.asSlice(Short.BYTES)),
                    "rte_eth_dev_adjust_nb_rx_tx_desc");
            short rxDescriptors = descriptors.getAtIndex(ValueLayout.JAVA_SHORT, 0);
            short txDescriptors = descriptors.getAtIndex(ValueLayout.JAVA_SHORT, 1);
            int socket = dpdk.rte_eth_dev_socket_id(port);
            for (short queue = 0; queue < rxQueues; queue++) {
                check(
                        dpdk.rte_eth_rx_queue_setup(
                                port, queue, rxDescriptors, socket, MemorySegment.NULL, pool.segment()),
                        "rte_eth_rx_queue_setup");
            }
            for (short queue = 0; queue < txQueues; queue++) {
                check(
                        dpdk.rte_eth_tx_queue_setup(port, queue, txDescriptors, socket, MemorySegment.NULL),
                        "rte_eth_tx_queue_setup");
            }
        }
    }

    /** Starts receiving and sending. */
    public void start() {
        check(dpdk.rte_eth_dev_start(port), "rte_eth_dev_start");
        started = true;
    }

    /** Stops. The queues taken before are dead; nobody may be polling them any more. */
    public void stop() {
        if (keepsBuffers) {
            collectSent();
        }
        started = false;
        check(dpdk.rte_eth_dev_stop(port), "rte_eth_dev_stop");
    }

    /** A burst of nothing makes the driver free what the kernel has sent since the last burst. */
    private void collectSent() {
        for (int queue = 0; queue < txLocks.size(); queue++) {
            txQueue(queue).send(0, 0);
        }
    }

    /** The receive queue of that number, while the device is started. */
    public RxQueue rxQueue(int queue) {
        MemorySegment functions = fastPath();
        return new RxQueue(
                NativeCalls.function(rte_eth_fp_ops.rx_pkt_burst(functions)),
                queueData(rte_eth_fp_ops.rxq(functions), queue),
                maySleep);
    }

    /** How many receive queues it was configured with. */
    public int rxQueues() {
        return rxQueues;
    }

    /** How many transmit queues it was configured with. */
    public int txQueues() {
        return txLocks.size();
    }

    /** The transmit queue of that number, while the device is started, for one thread. */
    public TxQueue txQueue(int queue) {
        return txQueue(queue, null);
    }

    /** The same for several threads: each gets a queue object of its own, and they wait for each other. */
    public TxQueue sharedTxQueue(int queue) {
        return txQueue(queue, txLocks.get(queue));
    }

    private TxQueue txQueue(int queue, TxQueue.@Nullable Lock lock) {
        MemorySegment functions = fastPath();
        return new TxQueue(
                NativeCalls.function(rte_eth_fp_ops.tx_pkt_burst(functions)),
                queueData(rte_eth_fp_ops.txq(functions), queue),
                maySleep,
                lock);
    }

    private MemorySegment fastPath() {
        if (!started) {
            throw new IllegalStateException("device " + name + " is not started: it has no queues to poll");
        }
        return dpdk.rte_eth_fp_ops(port);
    }

    private static long queueData(MemorySegment queues, int queue) {
        return rte_ethdev_qdata
                .data(queues)
                .reinterpret((queue + 1L) * Long.BYTES)
                .getAtIndex(ValueLayout.JAVA_LONG, queue);
    }

    /** The device's MAC address, first octet most significant, in the low 48 bits. */
    public long macAddress() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment address = rte_ether_addr.allocate(call);
            check(dpdk.rte_eth_macaddr_get(port, address), "rte_eth_macaddr_get");
            long bits = 0;
            for (int octet = 0; octet < dpdk.RTE_ETHER_ADDR_LEN(); octet++) {
                bits = bits << 8 | (rte_ether_addr.addr_bytes(address, octet) & 0xff);
            }
            return bits;
        }
    }

    /**
     * Receives frames to every destination, multicast ones among them.
     *
     * @return false if the driver cannot be told so; virtual devices mostly receive everything anyway
     */
    public boolean receiveEverything() {
        boolean promiscuous = dpdk.rte_eth_promiscuous_enable(port) == 0;
        return dpdk.rte_eth_allmulticast_enable(port) == 0 || promiscuous;
    }

    /** The largest IP packet, in octets, that the device sends and receives. */
    public int mtu() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment mtu = call.allocate(ValueLayout.JAVA_SHORT);
            check(dpdk.rte_eth_dev_get_mtu(port, mtu), "rte_eth_dev_get_mtu");
            return Short.toUnsignedInt(mtu.get(ValueLayout.JAVA_SHORT, 0));
        }
    }

    /**
     * Has the device send and receive longer IP packets, or shorter ones. Between {@link #configure} and {@link #start}. For a
     * Linux interface under it, this is that interface's MTU, and stays so.
     *
     * @param octets at most 65,535
     * @throws DpdkException if the device cannot
     */
    public void mtu(int octets) {
        check(dpdk.rte_eth_dev_set_mtu(port, (short) octets), "rte_eth_dev_set_mtu");
    }

    /** The device's own counters. */
    public DeviceStats stats() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment stats = rte_eth_stats.allocate(call);
            check(dpdk.rte_eth_stats_get(port, stats), "rte_eth_stats_get");
            return new DeviceStats(
                    rte_eth_stats.ipackets(stats),
                    rte_eth_stats.opackets(stats),
                    rte_eth_stats.ibytes(stats),
                    rte_eth_stats.obytes(stats),
                    rte_eth_stats.imissed(stats),
                    rte_eth_stats.ierrors(stats),
                    rte_eth_stats.oerrors(stats),
                    rte_eth_stats.rx_nombuf(stats));
        }
    }

    /** Stops the device if it runs and lets go of it, so that it can be probed anew. */
    @Override
    public void close() {
        if (started) {
            stop();
        }
        check(dpdk.rte_eth_dev_close(port), "rte_eth_dev_close");
        if (isVirtual()) {
            try (Arena call = Arena.ofConfined()) {
                check(
                        dpdk.rte_eal_hotplug_remove(call.allocateFrom("vdev"), call.allocateFrom(name)),
                        "rte_eal_hotplug_remove");
            }
        }
    }

    private boolean isVirtual() {
        return !name.matches("([0-9a-fA-F]+:)?[0-9a-fA-F]+:[0-9a-fA-F]+\\.[0-7]");
    }

    private int check(int result, String what) {
        return DpdkException.check(result, what + "(" + name + ")");
    }
}
