package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.contract.SharedDirectory;
import io.umbel.igmp.GroupPolicy;
import io.umbel.igmp.IgmpConfig;
import io.umbel.igmp.IgmpTimers;
import io.umbel.igmp.IgmpVersion;
import io.umbel.igmp.Ipv4Prefix;
import io.umbel.igmp.SsmPolicy;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import io.umbel.remote.RemoteLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class ApplianceConfigTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @MethodSource("io.umbel.config.BadConfiguration#all")
    void badConfigurationIsRefusedWithOneSentence(BadConfiguration bad) throws IOException {
        Path file = write(bad.yaml());
        assertEquals(file + ", " + bad.sentence(), refusalOf(file));
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                shared-dir: /run/umbel
                limits: { entries: 1048576, memberships: 100 }
                control-plane: { takeover-grace: 30s, remote-clients: { port: 8041, answer-deadline: 200ms, grace: 30s } }
                data-plane:
                  workers: 1
                  cores: [3]
                  idle: busy
                  huge-pages: off
                  hold: { packets-a-stream: 100, packets: 10000, streams: 1024, time: 200ms, ask-again: 2s }
                interfaces:
                  - { name: west, device: "net_af_xdp0,iface=r0", address: 10.0.1.1/24 }
                  - name: east1
                    device: "0000:03:00.0"
                    mac: 02:00:00:00:00:0A
                    vlan: 100
                    address: 10.1.1.1/31
                    mtu: 9000
                routes:
                  - { prefix: 10.9.0.0/16, interface: west, via: 10.0.1.254 }
                  - { prefix: 0.0.0.0/0, interface: east1 }
                static-mroutes:
                  - { source: 10.0.1.2, group: 239.1.1.1, iif: west, oifs: [east1] }
                  - { source: 10.0.1.2, group: 239.1.1.2, iif: east1, oifs: [] }
                """));
        int source = Ipv4Address.parse("10.0.1.2");
        assertEquals(
                new ApplianceConfig(
                        new SharedDirectory(Path.of("/run/umbel")),
                        new LimitsConfig(1_048_576, 100),
                        new ControlPlaneConfig(
                                Duration.ofSeconds(30),
                                new RemoteLimits(Duration.ofMillis(200), Duration.ofSeconds(30), 1024),
                                OptionalInt.of(8041)),
                        new DataPlaneConfig(
                                1,
                                List.of(3),
                                DataPlaneConfig.Idle.BUSY,
                                DataPlaneConfig.HugePages.OFF,
                                new DataPlaneConfig.Hold(
                                        100, 10_000, 1024, Duration.ofMillis(200), Duration.ofSeconds(2))),
                        ApiConfig.DEFAULT,
                        List.of(
                                new InterfaceConfig(
                                        1,
                                        "west",
                                        "net_af_xdp0,iface=r0",
                                        Optional.empty(),
                                        InterfaceConfig.UNTAGGED,
                                        new InterfaceAddress(Ipv4Address.parse("10.0.1.1"), 24),
                                        1500,
                                        Optional.empty()),
                                new InterfaceConfig(
                                        2,
                                        "east1",
                                        "0000:03:00.0",
                                        Optional.of(new MacAddress(0x02_00_00_00_00_0aL)),
                                        100,
                                        new InterfaceAddress(Ipv4Address.parse("10.1.1.1"), 31),
                                        9000,
                                        Optional.empty())),
                        List.of(
                                new RouteConfig(Ipv4Prefix.parse("10.9.0.0/16"), 1, Ipv4.parse("10.0.1.254")),
                                new RouteConfig(Ipv4Prefix.parse("0.0.0.0/0"), 2, Ipv4.ZERO)),
                        List.of(
                                new StaticMroute(source, Ipv4Address.parse("239.1.1.1"), 1, List.of(2)),
                                new StaticMroute(source, Ipv4Address.parse("239.1.1.2"), 2, List.of()))),
                config);
    }

    @Test
    void igmpIsAsTheInterfaceSays() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                interfaces:
                  - { name: a, device: net_null0, address: 10.0.1.1/24 }
                  - { name: b, device: net_null1, address: 10.0.2.1/24, igmp: {} }
                  - { name: c, device: net_null2, address: 10.0.3.1/24, igmp: { version: 2, immediate-leave: on } }
                """));
        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of(IgmpConfig.DEFAULTS),
                        Optional.of(
                                IgmpConfig.DEFAULTS.withVersion(IgmpVersion.V2).withImmediateLeave(true))),
                config.interfaces().stream().map(InterfaceConfig::igmp).toList());
    }

    @Test
    void everythingOfIgmpCanBeSaid() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                interfaces:
                  - name: east1
                    device: net_null0
                    address: 10.1.1.1/24
                    igmp:
                      version: 3
                      robustness-variable: 3
                      query-interval: 60s
                      query-max-response-time: 5s
                      startup-query-interval: 2s
                      startup-query-count: 4
                      last-member-query-interval: 500ms
                      last-member-query-count: 5
                      require-router-alert: off
                      immediate-leave: on
                      explicit-tracking: on
                      max-groups: 100
                      max-group-sources: 10
                      group-policy: [{ allow: 239.1.1.0/24 }, { deny: 239.1.0.0/16 }]
                      ssm-ranges: [232.0.0.0/8, 239.232.0.0/16]
                      ssm-map: [{ groups: 239.232.1.0/24, source: 10.0.1.2 }]
                      static-group: [{ group: 239.1.1.1 }, { group: 232.1.1.1, source: 10.0.1.2 }]
                """));
        Ipv4 source = Ipv4.parse("10.0.1.2");
        assertEquals(
                Optional.of(new IgmpConfig(
                        IgmpVersion.V3,
                        new IgmpTimers(3, 60_000, 5_000, 2_000, 4, 500, 5),
                        false,
                        true,
                        true,
                        100,
                        10,
                        new GroupPolicy(
                                List.of(
                                        new GroupPolicy.Rule(
                                                GroupPolicy.Action.ALLOW, Ipv4Prefix.parse("239.1.1.0/24")),
                                        new GroupPolicy.Rule(
                                                GroupPolicy.Action.DENY, Ipv4Prefix.parse("239.1.0.0/16"))),
                                GroupPolicy.Action.ALLOW),
                        new SsmPolicy(
                                List.of(Ipv4Prefix.parse("232.0.0.0/8"), Ipv4Prefix.parse("239.232.0.0/16")),
                                List.of(new SsmPolicy.Mapping(Ipv4Prefix.parse("239.232.1.0/24"), source))),
                        Set.of(
                                SourceGroup.anySource(Ipv4.parse("239.1.1.1")),
                                SourceGroup.of(source, Ipv4.parse("232.1.1.1"))),
                        IgmpConfig.DEFAULTS.mtu())),
                config.interfaces().getFirst().igmp());
    }

    @Test
    void takeoverWaitsForTheAnswersOfTheSlowestHosts() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                interfaces:
                  - { name: a, device: net_null0, address: 10.0.1.1/24, igmp: { query-max-response-time: 20s } }
                  - { name: b, device: net_null1, address: 10.0.2.1/24, igmp: {} }
                """));
        assertEquals(Duration.ofSeconds(22), config.controlPlane().takeoverGrace());
    }

    @Test
    void anAnchorSaysOnceWhatInterfacesHaveInCommon() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                interfaces:
                  - { name: a, device: net_null0, address: 10.0.1.1/24, igmp: &hosts { max-groups: 7 } }
                  - { name: b, device: net_null1, address: 10.0.2.1/24, igmp: *hosts }
                """));
        assertEquals(
                List.of(7, 7),
                config.interfaces().stream()
                        .map(each -> each.igmp().orElseThrow().maxGroups())
                        .toList());
    }

    @Test
    void startupQueriesFollowFromTheOthersIfNothingIsSaid() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                interfaces:
                  - name: east1
                    device: net_null0
                    address: 10.1.1.1/24
                    igmp: { robustness-variable: 4, query-interval: 60s }
                """));
        assertEquals(
                Optional.of(new IgmpTimers(4, 60_000, 10_000, 15_000, 4, 1_000, 4)),
                config.interfaces().getFirst().igmp().map(IgmpConfig::timers));
    }

    @Test
    void onlyInterfacesMustBeSaid() throws IOException {
        ApplianceConfig config =
                ApplianceConfig.read(write("interfaces: [{ name: west, device: net_null0, address: 10.0.1.1/24 }]\n"));
        assertEquals(Path.of("/dev/shm/umbel"), config.sharedDir().path());
        assertEquals(new LimitsConfig(65_536, LimitsConfig.NO_LIMIT), config.limits());
        assertEquals(
                new DataPlaneConfig(
                        1,
                        List.of(),
                        DataPlaneConfig.Idle.BACKOFF,
                        DataPlaneConfig.HugePages.AUTO,
                        new DataPlaneConfig.Hold(16, 4096, 8192, Duration.ofMillis(100), Duration.ofSeconds(1))),
                config.dataPlane());
        assertEquals(ControlPlaneConfig.DEFAULT, config.controlPlane());
        assertEquals(List.of(), config.routes());
        assertEquals(List.of(), config.staticMroutes());
    }

    @Test
    void untaggedAndTaggedInterfacesShareADevice() throws IOException {
        ApplianceConfig config = ApplianceConfig.read(write("""
                interfaces:
                  - { name: west, device: net_null0, address: 10.0.1.1/24 }
                  - { name: blue, device: net_null0, vlan: 1, address: 10.0.2.1/24 }
                  - { name: red, device: net_null0, vlan: 4094, address: 10.0.3.1/24 }
                """));
        assertEquals(
                List.of(InterfaceConfig.UNTAGGED, 1, 4094),
                config.interfaces().stream().map(InterfaceConfig::vlan).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "net_null0",
                "net_pcap12,rx_pcap=/tmp/in.pcap,tx_pcap=/tmp/out.pcap,infinite_rx=1",
                "net_af_packet3,iface=eth0.100,qpairs=1",
                "0000:3b:00.1,representor=[0,2-4]"
            })
    void devicesAreTakenAsDpdkTakesThem(String device) throws IOException {
        ApplianceConfig config = ApplianceConfig.read(
                write("interfaces: [{ name: west, device: '" + device + "', address: 10.0.1.1/24 }]\n"));
        assertEquals(device, config.interfaces().getFirst().device());
    }

    @Test
    void fourThousandInterfacesAreAllowed() throws IOException {
        assertEquals(
                4096,
                ApplianceConfig.read(write(interfaces(4096, 32))).interfaces().size());
    }

    @Test
    void moreThanFourThousandInterfacesAreRefused() throws IOException {
        Path file = write(interfaces(4097, 32));
        assertEquals(file + ", line 2: interfaces has 4097 items; allowed is 1 to 4096", refusalOf(file));
    }

    @Test
    void moreDevicesThanDpdkTakesAreRefused() throws IOException {
        Path file = write(interfaces(33, 33));
        assertEquals(
                file
                        + ", line 34: interfaces[33].device is 'net_null32', device number 33; allowed is at most 32 devices",
                refusalOf(file));
    }

    @Test
    void longListOfKnownNamesIsShortened() throws IOException {
        Path file = write(
                interfaces(32, 32) + "static-mroutes: [{ source: 10.0.0.2, group: 239.1.1.1, iif: west, oifs: [] }]\n");
        assertTrue(
                refusalOf(file)
                        .endsWith("allowed is the name of an interface: "
                                + "if1, if2, if3, if4, if5, if6, if7, if8 and 24 more"),
                () -> refusalOf(file));
    }

    @Test
    void missingFileIsRefused() {
        Path file = temporary.resolve("none.yaml");
        assertEquals(file + " does not exist; needed is a configuration file", refusalOf(file));
    }

    @Test
    void directoryIsRefused() {
        assertEquals(temporary + " is a directory; needed is a configuration file", refusalOf(temporary));
    }

    @Test
    void fileThatIsNotTextIsRefused() throws IOException {
        Path file = Files.write(temporary.resolve("umbel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertEquals(file + " is not text in UTF-8; needed is a configuration file in YAML", refusalOf(file));
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        Path file = write("");
        assertEquals(file + ", line 1: the file is empty; needed are at least interfaces", refusalOf(file));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(temporary.resolve("umbel.yaml"), yaml);
    }

    /** Interfaces spread over devices, an interface a line. */
    private static String interfaces(int count, int devices) {
        return "interfaces:\n"
                + IntStream.range(0, count)
                        .mapToObj(number -> "  - { name: if%d, device: net_null%d, vlan: %d, address: 10.%d.%d.1/24 }\n"
                                .formatted(
                                        number + 1, number % devices, 1 + number / devices, number / 256, number % 256))
                        .collect(Collectors.joining());
    }

    private static String refusalOf(Path file) {
        return String.valueOf(assertThrows(ConfigException.class, () -> ApplianceConfig.read(file))
                .getMessage());
    }
}
