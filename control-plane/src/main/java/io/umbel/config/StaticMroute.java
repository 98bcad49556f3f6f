package io.umbel.config;

import java.util.List;

/**
 * A forwarding entry that the operator gives.
 *
 * @param source and group, as {@code int}s whose most significant byte is the first octet.
 * @param group see {@code source}.
 * @param iif index of the incoming interface.
 * @param oifs indices of the outgoing interfaces, distinct, without the incoming one; with none, datagrams are dropped.
 */
public record StaticMroute(int source, int group, int iif, List<Integer> oifs) {
    public StaticMroute {
        oifs = List.copyOf(oifs);
    }
}
