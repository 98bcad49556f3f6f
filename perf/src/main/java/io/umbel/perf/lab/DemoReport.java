package io.umbel.perf.lab;

import io.umbel.dataplane.contract.CounterSnapshot;
import io.umbel.dataplane.contract.InterfaceCounter;
import io.umbel.dataplane.contract.PortCounter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a demonstration found: the hosts' counts and the appliance's own, side by side, and the sums that must agree.
 *
 * @param sendings what was sent
 * @param receptions what each receiver saw
 * @param counters what the appliance counted
 * @param ownSums those of this demonstration; those of every one are added
 * @param faults what else is not as it should be, a sentence each
 */
record DemoReport(
        List<Sending> sendings,
        List<Reception> receptions,
        CounterSnapshot counters,
        List<Sum> ownSums,
        List<String> faults) {
    /** What a host sent. */
    record Sending(String name, long datagrams) {}

    /** Nothing lost, nothing twice, nothing out of order, every sum agrees, and no fault. */
    boolean isPerfect() {
        return faults.isEmpty()
                && receptions.stream().allMatch(Reception::isPerfect)
                && sums().stream().allMatch(Sum::agrees);
    }

    /** Prints the tables and the sums. */
    void print(PrintStream out) {
        out.println();
        row(out, "host", "sent", "received", "lost", "duplicated", "out of order");
        for (Sending sending : sendings) {
            row(out, sending.name(), count(sending.datagrams()), "", "", "", "");
        }
        for (Reception seen : receptions) {
            row(
                    out,
                    seen.name(),
                    "",
                    count(seen.received()),
                    count(seen.lost()),
                    count(seen.duplicated()),
                    count(seen.outOfOrder()));
        }
        if (receptions.stream().anyMatch(seen -> seen.p99Micros() > 0)) {
            out.println("  from socket to socket, in microseconds: " + latencies());
        }
        out.println();
        row(out, "appliance", "frames in", "frames out", "discarded", "", "");
        for (CounterSnapshot.Interface one : counters.interfaces()) {
            row(
                    out,
                    one.name(),
                    count(counters.count(one.name(), InterfaceCounter.IN_PACKETS)),
                    count(counters.count(one.name(), InterfaceCounter.OUT_PACKETS)),
                    count(counters.count(one.name(), InterfaceCounter.OUT_DISCARDS)),
                    "",
                    "");
        }
        out.println("  of the frames in: " + fates());
        out.println();
        sums().forEach(sum -> out.println("  " + sum));
        faults.forEach(fault -> out.println("  WRONG  " + fault));
        for (CounterSnapshot.Port port : counters.ports()) {
            long missed = port.counts().getOrDefault(PortCounter.DEVICE_RX_MISSED, 0L);
            if (missed > 0) {
                out.printf(
                        Locale.ROOT,
                        "  WRONG  %s: its receive queue was full, and it missed %,d frames%n",
                        port.name(),
                        missed);
            }
        }
        for (Reception seen : receptions) {
            if (seen.kernelErrors() + seen.foreign() > 0) {
                out.printf(
                        Locale.ROOT,
                        "  WRONG  %s: its kernel threw away %,d datagrams; %,d arrived that were not of the stream%n",
                        seen.name(),
                        seen.kernelErrors(),
                        seen.foreign());
            }
        }
    }

    /** Prints the verdict and returns the exit status. */
    int verdict(PrintStream out) {
        out.println();
        out.println(
                isPerfect() ? "Nothing was lost, and every sum agrees." : "This is not as it should be: see above.");
        return isPerfect() ? 0 : 1;
    }

    private List<Sum> sums() {
        List<Sum> sums = new ArrayList<>(ownSums);
        sums.add(new Sum("frames in", total(InterfaceCounter.IN_PACKETS), "frames with a fate", counters.frames()));
        sums.add(new Sum(
                "frames the devices received",
                total(PortCounter.DEVICE_RX_FRAMES),
                "and the worker",
                total(PortCounter.RX_FRAMES)));
        sums.add(new Sum(
                "frames the devices sent",
                total(PortCounter.DEVICE_TX_FRAMES),
                "and the worker",
                total(PortCounter.TX_FRAMES)));
        return sums;
    }

    private long total(InterfaceCounter counter) {
        return counters.interfaces().stream()
                .mapToLong(one -> one.counts().getOrDefault(counter, 0L))
                .sum();
    }

    private long total(PortCounter counter) {
        return counters.ports().stream()
                .mapToLong(port -> port.counts().getOrDefault(counter, 0L))
                .sum();
    }

    private String fates() {
        return counters.fates().entrySet().stream()
                .filter(fate -> fate.getValue() > 0)
                .map(fate -> fate.getKey().label() + " " + count(fate.getValue()))
                .collect(Collectors.joining("; "));
    }

    private String latencies() {
        return receptions.stream()
                .map(seen -> String.format(
                        Locale.ROOT, "%s median %,d, p99 %,d", seen.name(), seen.medianMicros(), seen.p99Micros()))
                .collect(Collectors.joining("; "));
    }

    private static void row(PrintStream out, String... cells) {
        out.println(
                "  %-24s %12s %12s %12s %12s %12s".formatted((Object[]) cells).stripTrailing());
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
