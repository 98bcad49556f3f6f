package io.umbel.perf.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The scripts that set up a machine, on a machine that is a directory. */
class SetUpScriptsTest {
    private static final Path SCRIPTS =
            Path.of(Objects.requireNonNull(System.getProperty("umbel.home"))).resolve("dpdk-scripts");
    private static final String CARD = "0000:03:00.0";
    private static final String OTHER_CARD = "0000:03:00.1";

    @TempDir
    private Path root = Path.of("");

    /** What a script said, on both its outputs, and its exit status. */
    private record Outcome(int status, String said) {}

    private Outcome run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("UMBEL_ROOT", root.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    private Path put(String content, String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, content + "\n");
    }

    // --- huge-pages

    private void hugePages(int count) throws IOException {
        put(Integer.toString(count), "sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages");
        put(Integer.toString(count), "sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages");
    }

    private String hugePages() throws IOException {
        return Files.readString(root.resolve("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"))
                .strip();
    }

    @Test
    void hugePagesAreAsManyAsWasSaid_aHalfOneRoundedUp() throws Exception {
        hugePages(0);
        assertEquals(0, run("huge-pages", "511").status());
        assertEquals("256", hugePages());
    }

    @Test
    void hugePagesThatAreThereStay() throws Exception {
        hugePages(1000);
        assertEquals(
                new Outcome(0, "there are enough already: of 2000 MiB, 2000 MiB are free\n"), run("huge-pages", "512"));
        assertEquals("1000", hugePages());
    }

    @Test
    void hugePagesOfEveryBootAreWrittenOnce() throws Exception {
        hugePages(0);
        Files.createDirectories(root.resolve("etc/sysctl.d"));
        assertEquals(0, run("huge-pages", "--boot", "512").status());
        assertEquals(
                "vm.nr_hugepages = 256\n", Files.readString(root.resolve("etc/sysctl.d/60-umbel-huge-pages.conf")));
        Outcome again = run("huge-pages", "--boot", "512");
        assertTrue(again.said().endsWith("every boot sets them up already\n"), again::said);
    }

    @Test
    void aDryRunOfHugePagesWritesNothing() throws Exception {
        hugePages(0);
        Outcome outcome = run("huge-pages", "--dry-run", "512");
        assertTrue(outcome.said().startsWith("would write '256' to " + root), outcome::said);
        assertEquals("0", hugePages());
    }

    @ParameterizedTest
    @CsvSource({"0", "many", "-1", "12345678"})
    void anAmountThatIsNoneIsRefused(String amount) throws Exception {
        hugePages(0);
        assertEquals(2, run("huge-pages", amount).status());
        assertEquals("0", hugePages());
    }

    // --- isolate-cores

    private Path cores(String present) throws IOException {
        put(present, "sys/devices/system/cpu/present");
        return root.resolve("etc/default/grub.d/umbel.cfg");
    }

    private Path dropIn(String unit) {
        return root.resolve("etc/systemd/system/" + unit + ".service.d/cores.conf");
    }

    @Test
    void coresAreIsolatedOnTheCommandLine_andBothPlanesKeepToTheOthers() throws Exception {
        Path grub = cores("0-7");
        assertEquals(0, run("isolate-cores", "2-3,6").status());
        String line = Files.readString(grub);
        assertTrue(line.contains("isolcpus=2-3,6 nohz_full=2-3,6 rcu_nocbs=2-3,6 irqaffinity=0,1,4,5,7"), line);
        for (String unit : List.of("umbel-control", "umbel-data")) {
            String dropIn = Files.readString(dropIn(unit));
            assertTrue(dropIn.endsWith("[Service]\nCPUAffinity=0 1 4 5 7\n"), dropIn);
        }
    }

    @Test
    void theSameCoresAgainChangeNothing() throws Exception {
        cores("0-7");
        run("isolate-cores", "2");
        assertEquals(new Outcome(0, "it is so already\n"), run("isolate-cores", "2"));
    }

    @Test
    void noneTakesEverythingBack() throws Exception {
        Path grub = cores("0-7");
        run("isolate-cores", "2");
        assertEquals(0, run("isolate-cores", "none").status());
        assertTrue(Files.notExists(grub));
        assertTrue(Files.notExists(dropIn("umbel-data")));
    }

    @ParameterizedTest
    @CsvSource({
        "8, there is no core 8; this machine has 0-7",
        "0-7, at least one must be left",
        "x, is no list of cores"
    })
    void coresThatCannotBeIsolatedAreRefused(String wanted, String sentence) throws Exception {
        Path grub = cores("0-7");
        Outcome outcome = run("isolate-cores", wanted);
        assertEquals(2, outcome.status());
        assertTrue(outcome.said().contains(sentence), outcome::said);
        assertTrue(Files.notExists(grub));
    }

    // --- bind-nic

    private Path card(String address) throws IOException {
        put("0x020000", "sys/bus/pci/devices/" + address + "/class");
        Path device = root.resolve("sys/bus/pci/devices/" + address);
        drivenBy(device, "ixgbe");
        put("", "sys/bus/pci/drivers_probe");
        put("", "sys/bus/pci/drivers/vfio-pci/bind");
        return device;
    }

    private void drivenBy(Path device, String driver) throws IOException {
        Path directory = Files.createDirectories(root.resolve("sys/bus/pci/drivers/" + driver));
        Files.deleteIfExists(device.resolve("driver"));
        Files.createSymbolicLink(device.resolve("driver"), directory);
    }

    private void inGroup(String group, String... addresses) throws IOException {
        Path members = Files.createDirectories(root.resolve("sys/kernel/iommu_groups/" + group + "/devices"));
        for (String address : addresses) {
            Path device = root.resolve("sys/bus/pci/devices/" + address);
            Files.createSymbolicLink(device.resolve("iommu_group"), members.getParent());
            Files.createSymbolicLink(members.resolve(address), device);
        }
    }

    @Test
    void aCardIsTakenFromItsDriverAndOfferedToVfio() throws Exception {
        card(CARD);
        inGroup("7", CARD);
        String devices = root + "/sys/bus/pci/devices/" + CARD;
        assertEquals(
                new Outcome(
                        0,
                        "would write 'vfio-pci' to " + devices + "/driver_override\n" + "would write '" + CARD + "' to "
                                + devices + "/driver/unbind\n" + "would write '" + CARD + "' to " + root
                                + "/sys/bus/pci/drivers_probe\n" + CARD + " is the data plane's\n"),
                run("bind-nic", "--dry-run", "bind", CARD));
    }

    @Test
    void aCardThatIsBoundStaysSo() throws Exception {
        drivenBy(card(CARD), "vfio-pci");
        assertEquals(new Outcome(0, CARD + " is the data plane's already\n"), run("bind-nic", "bind", CARD));
    }

    @Test
    void aCardWithoutAnIommuIsRefused() throws Exception {
        card(CARD);
        Outcome outcome = run("bind-nic", "bind", CARD);
        assertEquals(1, outcome.status());
        assertTrue(outcome.said().contains(CARD + " has no IOMMU"), outcome::said);
    }

    @Test
    void cardsOfOneGroupAreBoundTogetherOrNotAtAll() throws Exception {
        card(CARD);
        card(OTHER_CARD);
        inGroup("7", CARD, OTHER_CARD);
        Outcome alone = run("bind-nic", "--dry-run", "bind", CARD);
        assertEquals(1, alone.status());
        assertTrue(alone.said().contains("bind-nic bind " + CARD + " " + OTHER_CARD), alone::said);
        assertEquals(0, run("bind-nic", "--dry-run", "bind", CARD, OTHER_CARD).status());
    }

    @Test
    void whatIsNoNetworkCardIsRefused() throws Exception {
        card(CARD);
        put("0x010802", "sys/bus/pci/devices/" + CARD + "/class");
        Outcome outcome = run("bind-nic", "bind", CARD);
        assertEquals(1, outcome.status());
        assertTrue(outcome.said().contains("is no network card"), outcome::said);
    }

    @Test
    void aCardThatIsNotThereIsRefused_beforeAnotherIsTouched() throws Exception {
        card(CARD);
        inGroup("7", CARD);
        Outcome outcome = run("bind-nic", "bind", CARD, "0000:99:00.0");
        assertEquals(1, outcome.status());
        assertTrue(outcome.said().contains("there is no PCI device 0000:99:00.0"), outcome::said);
        assertTrue(Files.notExists(root.resolve("sys/bus/pci/devices/" + CARD + "/driver_override")));
    }

    @Test
    void whatIsNoAddressIsAWrongUse() throws Exception {
        assertEquals(2, run("bind-nic", "bind", "eth0").status());
    }

    @Test
    void statusSaysWhoHasACard() throws Exception {
        card(CARD);
        inGroup("7", CARD);
        put("", "sys/bus/pci/devices/" + CARD + "/net/eth1/mtu");
        Outcome outcome = run("bind-nic", "status");
        assertTrue(outcome.said().lines().anyMatch(line -> line.matches(CARD + " +ixgbe +eth1 +7")), outcome::said);
    }
}
