package io.umbel.dpdk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dpdk.rte_eth_conf;
import org.dpdk.rte_eth_dev_info;
import org.dpdk.rte_eth_fp_ops;
import org.dpdk.rte_eth_stats;
import org.dpdk.rte_eth_txmode;
import org.dpdk.rte_ethdev_qdata;
import org.dpdk.rte_ether_addr;
import org.dpdk.rte_mbuf;
import org.dpdk.rte_mempool;
import org.dpdk.rte_mempool_cache;
import org.dpdk.rte_mempool_ops;
import org.dpdk.rte_mempool_ops_table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every offset and size that the Java code uses is what the C compiler makes of the installed headers. */
class LayoutTest {
    private final Map<String, Long> used = new LinkedHashMap<>();

    @Test
    void offsetsAndSizesAreTheCompilers(@TempDir Path directory) throws Exception {
        fields();
        sizes();
        constants();
        assertEquals(used, compiled(directory));
    }

    private void fields() {
        field("rte_mbuf", "buf_addr", rte_mbuf.buf_addr$offset());
        field("rte_mbuf", "data_off", rte_mbuf.data_off$offset());
        field("rte_mbuf", "refcnt", rte_mbuf.refcnt$offset());
        field("rte_mbuf", "nb_segs", rte_mbuf.nb_segs$offset());
        // Mbuf.initialise writes these four as one long.
        field("rte_mbuf", "refcnt", rte_mbuf.data_off$offset() + 2);
        field("rte_mbuf", "nb_segs", rte_mbuf.data_off$offset() + 4);
        field("rte_mbuf", "port", rte_mbuf.data_off$offset() + 6);
        // Mbuf.fresh says where these are from there.
        field("rte_mbuf", "ol_flags", rte_mbuf.data_off$offset() + 8);
        field("rte_mbuf", "pkt_len", rte_mbuf.data_off$offset() + 20);
        field("rte_mbuf", "data_len", rte_mbuf.data_off$offset() + 24);
        field("rte_mbuf", "ol_flags", rte_mbuf.ol_flags$offset());
        field("rte_mbuf", "pkt_len", rte_mbuf.pkt_len$offset());
        field("rte_mbuf", "data_len", rte_mbuf.data_len$offset());
        field("rte_mbuf", "vlan_tci", rte_mbuf.vlan_tci$offset());
        field("rte_mbuf", "next", rte_mbuf.next$offset());
        field("rte_mbuf", "pool", rte_mbuf.pool$offset());
        field("rte_mempool", "cache_size", rte_mempool.cache_size$offset());
        field("rte_mempool", "ops_index", rte_mempool.ops_index$offset());
        field("rte_mempool", "local_cache", rte_mempool.local_cache$offset());
        field("rte_mempool_cache", "size", rte_mempool_cache.size$offset());
        field("rte_mempool_cache", "flushthresh", rte_mempool_cache.flushthresh$offset());
        field("rte_mempool_cache", "len", rte_mempool_cache.len$offset());
        field("rte_mempool_cache", "objs", rte_mempool_cache.objs$offset());
        field("rte_mempool_ops", "enqueue", rte_mempool_ops.enqueue$offset());
        field("rte_mempool_ops", "dequeue", rte_mempool_ops.dequeue$offset());
        field("rte_mempool_ops_table", "ops", rte_mempool_ops_table.ops$offset());
        field("rte_eth_fp_ops", "rx_pkt_burst", rte_eth_fp_ops.rx_pkt_burst$offset());
        field("rte_eth_fp_ops", "rxq", rte_eth_fp_ops.rxq$offset());
        field("rte_eth_fp_ops", "tx_pkt_burst", rte_eth_fp_ops.tx_pkt_burst$offset());
        field("rte_eth_fp_ops", "txq", rte_eth_fp_ops.txq$offset());
        field("rte_ethdev_qdata", "data", rte_ethdev_qdata.data$offset());
        field("rte_eth_conf", "txmode", rte_eth_conf.txmode$offset());
        field("rte_eth_txmode", "offloads", rte_eth_txmode.offloads$offset());
        field("rte_eth_dev_info", "driver_name", rte_eth_dev_info.driver_name$offset());
        field("rte_eth_dev_info", "tx_offload_capa", rte_eth_dev_info.tx_offload_capa$offset());
        field("rte_eth_stats", "ipackets", rte_eth_stats.ipackets$offset());
        field("rte_eth_stats", "opackets", rte_eth_stats.opackets$offset());
        field("rte_eth_stats", "ibytes", rte_eth_stats.ibytes$offset());
        field("rte_eth_stats", "obytes", rte_eth_stats.obytes$offset());
        field("rte_eth_stats", "imissed", rte_eth_stats.imissed$offset());
        field("rte_eth_stats", "ierrors", rte_eth_stats.ierrors$offset());
        field("rte_eth_stats", "oerrors", rte_eth_stats.oerrors$offset());
        field("rte_eth_stats", "rx_nombuf", rte_eth_stats.rx_nombuf$offset());
    }

    private void sizes() {
        size("rte_eth_conf", rte_eth_conf.sizeof());
        size("rte_eth_dev_info", rte_eth_dev_info.sizeof());
        size("rte_eth_fp_ops", rte_eth_fp_ops.sizeof());
        size("rte_eth_stats", rte_eth_stats.sizeof());
        size("rte_ether_addr", rte_ether_addr.sizeof());
        size("rte_mbuf", rte_mbuf.sizeof());
        size("rte_mempool", rte_mempool.sizeof());
        size("rte_mempool_cache", rte_mempool_cache.sizeof());
        size("rte_mempool_ops", rte_mempool_ops.sizeof());
    }

    private void constants() {
        constant("RTE_ETH_TX_OFFLOAD_MULTI_SEGS", org.dpdk.dpdk.RTE_ETH_TX_OFFLOAD_MULTI_SEGS());
        constant("RTE_MBUF_F_RX_VLAN_STRIPPED", org.dpdk.dpdk.RTE_MBUF_F_RX_VLAN_STRIPPED());
        constant("RTE_MAX_ETHPORTS", org.dpdk.dpdk.RTE_MAX_ETHPORTS());
        constant("RTE_MAX_LCORE", org.dpdk.dpdk.RTE_MAX_LCORE());
        constant("RTE_PKTMBUF_HEADROOM", org.dpdk.dpdk.RTE_PKTMBUF_HEADROOM());
    }

    private void field(String structure, String field, long offset) {
        String expression = "offsetof(struct " + structure + ", " + field + ")";
        Long before = used.put(expression, offset);
        assertEquals(before == null ? offset : before, offset, expression);
    }

    private void size(String structure, long bytes) {
        used.put("sizeof(struct " + structure + ")", bytes);
    }

    private void constant(String macro, long value) {
        used.put(macro, value);
    }

    /** What the C compiler makes of the same expressions. */
    private Map<String, Long> compiled(Path directory) throws Exception {
        StringBuilder program = new StringBuilder(
                "#include <stdio.h>\n#include <stddef.h>\n#include <rte_ethdev.h>\nint main(void) {\n");
        used.keySet()
                .forEach(expression -> program.append("  printf(\"%lu\\n\", (unsigned long) (")
                        .append(expression)
                        .append("));\n"));
        Path source = Files.writeString(directory.resolve("layout.c"), program.append("}\n"));
        Path binary = directory.resolve("layout");
        List<String> compiler = new ArrayList<>(List.of("cc", "-o", binary.toString(), source.toString()));
        compiler.addAll(List.of(
                Command.output(List.of("pkg-config", "--cflags", "libdpdk")).split("\\s+")));
        Command.output(compiler);

        List<String> values = Command.output(List.of(binary.toString())).lines().toList();
        Map<String, Long> result = new LinkedHashMap<>();
        int line = 0;
        for (String expression : used.keySet()) {
            result.put(expression, Long.valueOf(values.get(line++)));
        }
        return result;
    }
}
