package io.umbel.perf.gen;

import io.umbel.dpdk.RxQueue;
import io.umbel.dpdk.TxQueue;

/**
 * A port of the tester, with the hosts that are played on its link.
 *
 * @param name as reports call it
 * @param rx polled by the tester's thread alone
 * @param tx likewise
 * @param igmpVersion what its hosts speak, 1 to 3
 * @param address of its hosts
 * @param vlan of its link, 0 for none
 */
public record TesterPort(String name, RxQueue rx, TxQueue tx, int igmpVersion, int address, int vlan) {}
