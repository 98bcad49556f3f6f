package io.umbel.perf.peers;

import io.umbel.perf.lab.Progress;
import io.umbel.perf.report.Report;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Verdict;
import io.umbel.perf.rfc3918.Bench;
import io.umbel.perf.rfc3918.DeviceUnderTest;
import io.umbel.perf.rfc3918.Procedure;
import io.umbel.perf.rfc3918.Profile;
import io.umbel.perf.rfc3918.Testbed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All procedures with all devices, one after the other. */
final class LabRun {
    private static final String APPLIANCE_LACKS_UNICAST =
            "the appliance forwards no unicast, so there is no second class; it will be done when it does";
    private static final String APPLIANCE_LACKS_TUNNELS =
            "the appliance has no tunnels, so nothing is encapsulated; it will be done when it has";

    private final Testbed testbed;
    private final Profile profile;
    private final List<Procedure> procedures;
    private final RunStore store;
    private final Progress progress;
    private final long begin = System.nanoTime();
    private String current = "";
    private int done;
    private int effortOfFresh;
    private double secondsOfFresh;
    private int effortLeft;
    private int all;

    LabRun(Testbed testbed, Profile profile, List<Procedure> procedures, RunStore store, Progress progress) {
        this.testbed = testbed;
        this.profile = profile;
        // What a device is told by IGMP comes first, so that it changes its mode once.
        this.procedures = procedures.stream()
                .sorted(Comparator.comparing(Procedure::mode))
                .toList();
        this.store = store;
        this.progress = progress;
    }

    /** Carries them out, and returns what they found in the order of the RFC. */
    List<Result> run(List<DeviceUnderTest> devices) throws IOException, InterruptedException {
        all = devices.size() * procedures.size();
        effortLeft =
                devices.size() * procedures.stream().mapToInt(Procedure::effort).sum();
        List<Result> results = new ArrayList<>();
        for (DeviceUnderTest device : devices) {
            // One for all of a device's procedures, since it knows which groups nobody has joined yet.
            Bench bench = new Bench(testbed, device, profile, store, this::tell);
            try {
                for (Procedure procedure : procedures) {
                    current = device.name() + ", " + procedure.section() + " " + procedure.id();
                    results.add(run(bench, device, procedure));
                }
            } finally {
                device.stop();
            }
        }
        results.addAll(notApplicable());
        results.sort(Comparator.comparing(Result::section));
        return results;
    }

    private Result run(Bench bench, DeviceUnderTest device, Procedure procedure)
            throws IOException, InterruptedException {
        String name = device.name() + "/" + procedure.id();
        long began = System.nanoTime();
        boolean known = store.has(name);
        if (!known) {
            bench.warmUp();
            tell("starting");
            device.start(procedure.mode(), bench.routes());
        }
        Result result = store.recall(name, Result.class, () -> procedure.run(bench));
        done++;
        effortLeft -= procedure.effort();
        if (!known) {
            effortOfFresh += procedure.effort();
            secondsOfFresh += (System.nanoTime() - began) / 1e9;
            store.seconds(store.secondsBefore() + (System.nanoTime() - began) / 1e9);
        }
        progress.end(String.format(
                Locale.ROOT,
                "%-8s %-5s %-50s %s%s",
                device.name(),
                procedure.section(),
                procedure.title(),
                result.verdict().status().words(),
                known ? " (found before)" : ""));
        return result;
    }

    private void tell(String state) {
        progress.show(String.format(Locale.ROOT, "%s: %s; test %d of %d%s", current, state, done + 1, all, timeLeft()));
    }

    /** By the tests that are done; nothing before the first. */
    private String timeLeft() {
        if (effortOfFresh == 0) {
            return "";
        }
        long left = Math.round(secondsOfFresh / effortOfFresh * effortLeft);
        return ", about " + (left < 120 ? left + " s" : TimeUnit.SECONDS.toMinutes(left) + " min") + " left";
    }

    private static List<Result> notApplicable() {
        return List.of(
                notApplicable("4.1", "mixed-class-throughput", "Mixed class throughput (MCT)", APPLIANCE_LACKS_UNICAST),
                notApplicable(
                        "4.4.1", "encapsulation-throughput", "Encapsulation throughput (ET)", APPLIANCE_LACKS_TUNNELS),
                notApplicable(
                        "4.4.2", "decapsulation-throughput", "Decapsulation throughput (DT)", APPLIANCE_LACKS_TUNNELS),
                notApplicable(
                        "4.4.3",
                        "reencapsulation-throughput",
                        "Re-encapsulation throughput (RET)",
                        APPLIANCE_LACKS_TUNNELS));
    }

    private static Result notApplicable(String section, String id, String title, String reason) {
        return new Result(
                "",
                id,
                section,
                title,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                new Verdict(Verdict.Status.NOT_APPLICABLE, List.of(reason)));
    }

    /** The whole report. */
    Report report(List<Result> results, List<DeviceUnderTest> devices, Map<String, String> machine) {
        Map<String, String> setup = new LinkedHashMap<>(machine);
        setup.put("load average at the end", String.format(Locale.ROOT, "%.2f", Machine.load()));
        setup.putAll(testbed.setup());
        devices.forEach(device -> setup.putAll(device.description()));
        return new Report(
                "Multicast benchmarks by RFC 3918",
                profile.name(),
                store.plan().began(),
                Math.max(store.secondsBefore(), (System.nanoTime() - begin) / 1e9),
                setup,
                results);
    }
}
