package io.umbel.perf.peers;

import io.umbel.dpdk.Eal;
import io.umbel.dpdk.EalOptions;
import io.umbel.perf.OptionRange;
import io.umbel.perf.lab.DemoCommand;
import io.umbel.perf.lab.Lab;
import io.umbel.perf.lab.Progress;
import io.umbel.perf.report.Report;
import io.umbel.perf.report.Result;
import io.umbel.perf.report.Verdict;
import io.umbel.perf.rfc3918.DeviceUnderTest;
import io.umbel.perf.rfc3918.Procedure;
import io.umbel.perf.rfc3918.Profile;
import io.umbel.perf.rfc3918.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code umbel lab run}: the tests in the lab of network namespaces. */
@Command(
        name = "run",
        header = "Carries out the tests of RFC 3918 and writes a report.",
        description = {
            "",
            "Builds a sender, the device under test and three receivers in network namespaces of this machine, and tests one device "
                    + "after the other with the same tester. Needs root. What has been found is kept in the directory all the "
                    + "time: after Ctrl-C, --resume goes on where it was.",
            "",
            "The exit status is 0 if every test was carried out. Whether its method can be trusted, each result says itself."
        })
final class LabRunCommand implements Callable<Integer> {
    /** What can be tested. */
    enum Dut {
        umbel,
        kernel,
        /** Whatever is beyond the ports. */
        external
    }

    /** How thoroughly. */
    enum Thoroughness {
        tiny,
        quick,
        full
    }

    /** How throughputs are searched. */
    enum SearchBy {
        mlr(Search.MLR),
        binary(Search.BINARY);

        private final Search search;

        SearchBy(Search search) {
            this.search = search;
        }
    }

    /** What the ports are. */
    enum Device {
        af_xdp,
        af_packet
    }

    @Option(
            names = "--dut",
            paramLabel = "DUT",
            description = "A device under test, once for each: ${COMPLETION-CANDIDATES} (default: umbel).")
    private List<Dut> duts = new ArrayList<>();

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "quick",
            description =
                    "How thoroughly: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). quick takes ten minutes for two devices; full has "
                            + "the sizes and durations of RFC 3918 and takes hours; tiny only shows that everything works.")
    private Thoroughness thoroughness = Thoroughness.quick;

    @Option(
            names = "--search",
            paramLabel = "SEARCH",
            defaultValue = "mlr",
            description =
                    "How throughputs are searched: mlr, MLRsearch, where several trials decide about a load; binary, as RFC 2544 has it, "
                            + "where one does (default: ${DEFAULT-VALUE}).")
    private SearchBy searchBy = SearchBy.mlr;

    @Option(
            names = "--test",
            paramLabel = "ID",
            description =
                    "Only this test, once for each; by default all: group-capacity, group-join-delay, group-leave-delay, "
                            + "burdened-join-delay, aggregated-multicast-throughput, scaled-group-forwarding-matrix, multicast-latency, "
                            + "min-max-latency, burdened-latency.")
    private List<String> tests = new ArrayList<>();

    @Option(
            names = "--device",
            paramLabel = "KIND",
            defaultValue = "af_xdp",
            description =
                    "What the tester's and the appliance's ports are: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Device device = Device.af_xdp;

    @Option(
            names = "--igmp",
            paramLabel = "VERSION",
            defaultValue = "3",
            description = "The IGMP version of the hosts, 1 to 3 (default: ${DEFAULT-VALUE}).")
    private int igmp;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where the report goes (default: lab- and the time).")
    private @Nullable Path output;

    @Option(
            names = "--port",
            paramLabel = "ADDRESS@DEVICE",
            description =
                    "With --dut external: a port of the tester, as DPDK names it, and the address of the hosts on its link; the first "
                            + "sends, three or more others receive. For example 10.0.1.2@0000:03:00.0.")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = "--loop",
            paramLabel = "DEVICE",
            description =
                    "With --dut external, twice: two ports that a cable joins, to measure the tester's own latency.")
    private List<String> loops = new ArrayList<>();

    @Option(
            names = "--leave-settings",
            paramLabel = "TEXT",
            defaultValue = "not known",
            description = "With --dut external: its last-member settings, for the report.")
    private String leaveSettings = "not known";

    @Option(names = "--resume", paramLabel = "DIR", description = "Goes on with the run that was interrupted there.")
    private @Nullable Path resumed;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        OptionRange.require(spec, "--igmp", igmp, 1, 3);
        List<Procedure> procedures = chosen();
        if (duts.isEmpty()) {
            duts.add(Dut.umbel);
        }
        if (output != null && resumed != null) {
            throw new ParameterException(spec.commandLine(), "--output and --resume cannot be used together");
        }
        List<CardTestbed.Port> cards = cards();
        if (!DemoCommand.isRoot()) {
            throw new IllegalStateException("lab run needs root, for network namespaces and devices");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path directory = resumed != null ? resumed : output != null ? output : Path.of("lab-" + stamp(now));
        RunStore store = open(directory, plan(procedures, now));
        Thread hint = new Thread(() -> System.err.println(
                "umbel: what was found is kept; go on with the same command and --resume " + directory));
        Runtime.getRuntime().addShutdownHook(hint);
        Report report = cards.isEmpty() ? runInLab(procedures, store) : runOnCards(procedures, store, cards);
        Runtime.getRuntime().removeShutdownHook(hint);
        ReportFiles.write(directory, report);
        conclude(directory, report);
        return ExitCode.OK;
    }

    /** The ports of an external device's tester; none for devices in the lab. */
    private List<CardTestbed.Port> cards() {
        boolean external = duts.contains(Dut.external);
        if (!external && (!ports.isEmpty() || !loops.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "--port and --loop are for --dut external");
        }
        if (external && (duts.size() > 1 || ports.size() < 4 || (!loops.isEmpty() && loops.size() != 2))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--dut external stands alone, with --port four times or more, and --loop twice or not at all");
        }
        try {
            return ports.stream().map(CardTestbed.Port::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<Procedure> chosen() {
        Map<String, Procedure> all = Procedure.all().stream().collect(Collectors.toMap(Procedure::id, each -> each));
        for (String test : tests) {
            if (!all.containsKey(test)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--test is '" + test + "'; allowed is "
                                + Procedure.all().stream().map(Procedure::id).collect(Collectors.joining(", ")));
            }
        }
        return Procedure.all().stream()
                .filter(each -> tests.isEmpty() || tests.contains(each.id()))
                .toList();
    }

    private RunStore.Plan plan(List<Procedure> procedures, Instant now) {
        return new RunStore.Plan(
                thoroughness.name(),
                searchBy.name(),
                duts.stream().map(Dut::name).toList(),
                procedures.stream().map(Procedure::id).toList(),
                device.name(),
                igmp,
                now.toString());
    }

    private RunStore open(Path directory, RunStore.Plan plan) throws IOException {
        try {
            return resumed != null ? RunStore.resume(directory, plan) : RunStore.begin(directory, plan);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static String stamp(Instant now) {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(now);
    }

    private Profile profile() {
        Profile profile = switch (thoroughness) {
            case tiny -> Profile.tiny();
            case quick -> Profile.quick();
            case full -> Profile.full();
        };
        return profile.searchedBy(searchBy.search);
    }

    private Report runInLab(List<Procedure> procedures, RunStore store) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("umbel.home", "."));
        Map<String, String> machine = Machine.description();
        try (WorkDirectory work = WorkDirectory.create();
                Lab lab = Lab.build(home);
                Eal eal = Eal.start(EalOptions.withoutHugePages(LabTestbed.MEMORY_MIB));
                LabTestbed bed = new LabTestbed(eal, lab, device.name(), igmp)) {
            List<DeviceUnderTest> devices = duts.stream()
                    .<DeviceUnderTest>map(dut -> switch (dut) {
                        case umbel -> new UmbelUnderTest(lab, home, work.path(), device.name(), igmp);
                        case kernel -> new KernelUnderTest(lab, work.path(), igmp);
                        case external -> throw new IllegalStateException("it has no place in the lab");
                    })
                    .toList();
            LabRun run = new LabRun(bed.testbed(), profile(), procedures, store, Progress.onStandardOutput());
            List<Result> results = run.run(devices);
            return run.report(results, devices, machine);
        }
    }

    private Report runOnCards(List<Procedure> procedures, RunStore store, List<CardTestbed.Port> cards)
            throws IOException, InterruptedException {
        Map<String, String> machine = Machine.description();
        try (Eal eal = Eal.start(CardTestbed.ealOptions(cards));
                CardTestbed bed = new CardTestbed(eal, cards, loops, igmp)) {
            List<DeviceUnderTest> devices = List.of(new ExternalUnderTest("external", leaveSettings));
            LabRun run = new LabRun(bed.testbed(), profile(), procedures, store, Progress.onStandardOutput());
            List<Result> results = run.run(devices);
            return run.report(results, devices, machine);
        }
    }

    private static void conclude(Path directory, Report report) {
        long doubtful = report.results().stream()
                .filter(result -> result.verdict().status() == Verdict.Status.NOT_TRUSTED)
                .count();
        System.out.printf(
                Locale.ROOT,
                "%n%d results in %.0f s%s%n  %s%n  %s%n  %s%n",
                report.results().size(),
                report.seconds(),
                doubtful == 0 ? "" : "; " + doubtful + " not to be trusted, and the report says why",
                directory.resolve(ReportFiles.HTML),
                directory.resolve(ReportFiles.JSON),
                directory.resolve(ReportFiles.CSV));
    }
}
