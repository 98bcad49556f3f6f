package io.umbel.dataplane.contract;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param value the 48 bits, the first octet on the wire being the most significant.
 */
public record MacAddress(long value) {
    private static final Pattern SYNTAX = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    /**
     * Reads six octets in hexadecimal with colons between.
     *
     * @throws IllegalArgumentException if the text is anything else.
     */
    public static MacAddress parse(String text) {
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an Ethernet address; six octets are needed, as in 02:00:00:00:00:01");
        }
        return new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", "")));
    }

    /** Whether it can be the address of one station: neither a group address nor all zeros. */
    public boolean isUnicast() {
        return value != 0 && (value >>> 40 & 1) == 0;
    }

    @Override
    public String toString() {
        String digits = HexFormat.of().toHexDigits(value, 12);
        return digits.replaceAll("..(?=.)", "$0:");
    }
}
