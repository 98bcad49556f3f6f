package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;
import io.umbel.dataplane.contract.MacAddress;
import io.umbel.dataplane.contract.Mfe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the interfaces of a configuration file, and checks each against those before it. */
final class InterfacesReader {
    /** DPDK's RTE_MAX_ETHPORTS, as Debian builds it. */
    private static final int MAX_DEVICES = 32;

    private static final int MAX_VLAN = 4094;

    /** What every IPv4 network carries (RFC 791), and what a packet buffer of ours holds. */
    private static final int MIN_MTU = 68;

    private static final int MAX_MTU = 9000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private static final String ARGUMENTS = "(?:,[A-Za-z0-9_-]+=(?:\\[[^]\\s]*]|[^,\\s]+))*";
    private static final Pattern PCI_DEVICE =
            Pattern.compile("([0-9a-fA-F]{4}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])" + ARGUMENTS);
    private static final Pattern VIRTUAL_DEVICE = Pattern.compile("(net_[a-z0-9_]*[a-z_][0-9]+)" + ARGUMENTS);

    private static final String ALLOWED_ADDRESS = "a unicast address and a prefix length of 1 to 32, as in 10.0.1.1/24";

    private final List<InterfaceConfig> interfaces = new ArrayList<>();

    /** Where each of these was first met: the field, for the line, by what must not come twice. */
    private final Map<String, YamlField> names = new HashMap<>();

    private final Map<String, YamlField> deviceVlans = new HashMap<>();
    private final Map<Integer, YamlField> addresses = new HashMap<>();

    /** Device with its arguments, by its name alone. */
    private final Map<String, String> devices = new HashMap<>();

    private InterfacesReader() {}

    static List<InterfaceConfig> read(YamlField field) {
        List<YamlField> items = field.items();
        if (items.isEmpty() || items.size() > Mfe.MAX_INTERFACES) {
            throw field.says("interfaces has " + items.size() + " items; allowed is 1 to " + Mfe.MAX_INTERFACES);
        }
        InterfacesReader reader = new InterfacesReader();
        items.forEach(reader::add);
        return reader.interfaces;
    }

    private void add(YamlField item) {
        YamlSection section = item.section("name", "device", "mac", "vlan", "address", "mtu", "igmp", "enabled");
        YamlField name = section.required("name", "west");
        YamlField device = section.required("device", "\"net_af_xdp0,iface=r0\"");
        YamlField address = section.required("address", "10.0.1.1/24");
        InterfaceConfig read = new InterfaceConfig(
                interfaces.size() + 1,
                name(name),
                device(device),
                section.optional("mac").map(InterfacesReader::mac),
                section.integer("vlan", 1, MAX_VLAN, InterfaceConfig.UNTAGGED),
                address(address),
                section.integer("mtu", MIN_MTU, MAX_MTU, InterfaceConfig.DEFAULT_MTU),
                section.optional("igmp").map(IgmpReader::read),
                section.isOn("enabled", true));
        once(names, read.name(), name, "one that no other interface has");
        once(
                deviceVlans,
                read.device() + " " + read.vlan(),
                section.optional("vlan").orElse(device),
                "each VLAN of a device, and its untagged frames, for one interface");
        once(addresses, read.address().address(), address, "one that no other interface has");
        interfaces.add(read);
    }

    private static String name(YamlField field) {
        String allowed = "1 to 32 letters, digits, '.', '_' and '-', the first a letter or digit";
        String name = field.text(allowed);
        if (!NAME.matcher(name).matches()) {
            throw field.refused(allowed);
        }
        return name;
    }

    private String device(YamlField field) {
        String allowed = "a PCI address, as in 0000:03:00.0, or a virtual device, as in \"net_af_xdp0,iface=r0\"";
        String device = field.text(allowed);
        var pci = PCI_DEVICE.matcher(device);
        var virtual = VIRTUAL_DEVICE.matcher(device);
        String name;
        if (pci.matches()) {
            name = pci.group(1).toLowerCase(Locale.ROOT);
        } else if (virtual.matches()) {
            name = virtual.group(1);
        } else {
            throw field.refused(allowed);
        }
        String sameName = devices.putIfAbsent(name, device);
        if (sameName != null && !sameName.equals(device)) {
            throw field.refused(
                    ", and another interface has '" + sameName + "'",
                    "the same arguments wherever a device is named, or another number for another device");
        }
        if (devices.size() > MAX_DEVICES) {
            throw field.refused(", device number " + devices.size(), "at most " + MAX_DEVICES + " devices");
        }
        return device;
    }

    private static MacAddress mac(YamlField field) {
        String allowed = "a unicast Ethernet address, as in 02:00:00:00:00:01";
        try {
            MacAddress mac = MacAddress.parse(field.text(allowed));
            if (mac.isUnicast()) {
                return mac;
            }
        } catch (IllegalArgumentException e) {
            // Refused below.
        }
        throw field.refused(allowed);
    }

    private static InterfaceAddress address(YamlField field) {
        String[] parts = field.text(ALLOWED_ADDRESS).split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[1-9]|[12][0-9]|3[0-2]")) {
            throw field.refused(ALLOWED_ADDRESS);
        }
        InterfaceAddress address =
                new InterfaceAddress(Ipv4Field.parse(field, parts[0], ALLOWED_ADDRESS), Integer.parseInt(parts[1]));
        if (Ipv4Address.isMartianSource(address.address())) {
            throw field.refused(ALLOWED_ADDRESS);
        }
        if (address.isNetwork() || address.isBroadcast()) {
            throw field.refused(
                    address.isNetwork() ? ", the address of a network" : ", the broadcast address of a network",
                    "the address of a host in the network, as in 10.0.1.1/24");
        }
        return address;
    }

    private static <K> void once(Map<K, YamlField> seen, K key, YamlField field, String allowed) {
        YamlField first = seen.putIfAbsent(key, field);
        if (first != null) {
            throw field.refused(", as in line " + first.line(), allowed);
        }
    }
}
