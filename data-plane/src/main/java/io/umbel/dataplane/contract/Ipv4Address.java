package io.umbel.dataplane.contract;

import java.util.regex.Pattern;

/**
 * What can be said of an IPv4 address. An address is an {@code int} whose most significant byte is the first octet, so
 * 10.0.1.2 is {@code 0x0a000102} on every machine.
 */
public final class Ipv4Address {
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

    private Ipv4Address() {}

    /** In dotted decimal. */
    public static String format(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    /**
     * Reads dotted decimal: four decimal octets, none with a leading zero (which some software takes for octal).
     *
     * @throws IllegalArgumentException if the text is anything else.
     */
    public static int parse(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            throw notAnAddress(text);
        }
        int address = 0;
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                throw notAnAddress(text);
            }
            address = address << 8 | Integer.parseInt(octet);
        }
        return address;
    }

    /** Class D, 224.0.0.0/4: a host group (RFC 1112 section 4). */
    public static boolean isMulticast(int address) {
        return address >>> 28 == 0xe;
    }

    /** In 224.0.0.0/24: groups that no router forwards, whatever their TTL (RFC 5771 section 4). */
    public static boolean isLinkLocalMulticast(int address) {
        return address >>> 8 == 0xe0_00_00;
    }

    /** An address that no datagram may have as its source: 0.0.0.0, 127.0.0.0/8, class D, class E or broadcast. */
    public static boolean isMartianSource(int address) {
        return address == 0 || address >>> 24 == 127 || address >>> 29 == 7;
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not an IPv4 address; four decimal octets are needed, as in 10.0.1.2");
    }
}
