package io.umbel.perf.rfc3918;

import io.umbel.perf.report.Figure;
import io.umbel.perf.report.Plot;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A test of RFC 3918. */
public interface Procedure {
    /** Its short name, unique. */
    String id();

    /** Its section. */
    String section();

    /** Its name, with RFC 2432's. */
    String title();

    /** What it is about, for people who have not read the RFC: a sentence or two. */
    String about();

    /** How long it takes, in relation to others. */
    default int effort() {
        return 2;
    }

    /** How the device is to know what to forward. */
    DeviceUnderTest.Mode mode();

    /** Carries it out. */
    Result run(Bench bench) throws InterruptedException;

    /** What it found of the bench's device. */
    default Result result(
            Bench bench,
            Map<String, String> parameters,
            List<Table> tables,
            List<Plot> plots,
            List<Figure> figures,
            MethodCheck check) {
        return new Result(
                bench.dut.name(), id(), section(), title(), parameters, tables, plots, figures, check.verdict());
    }

    /** All that can be carried out, in their order: what feeds another comes before it. */
    static List<Procedure> all() {
        return List.of(
                new GroupCapacity(),
                new GroupJoinDelay(),
                new GroupLeaveDelay(),
                new BurdenedJoinDelay(),
                new AggregatedThroughput(),
                new ForwardingMatrix(),
                new MulticastLatency(),
                new MinMaxLatency(),
                new BurdenedLatency());
    }

    /** The parameters that RFC 3918 wants reported with every test. */
    static Map<String, String> parameters(Bench bench, List<Integer> sizes, int egresses) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(
                "frame sizes, octets", sizes.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        parameters.put("egress interfaces", Integer.toString(egresses));
        parameters.put("IGMP version", Integer.toString(bench.testbed.igmpVersion()));
        return parameters;
    }
}
