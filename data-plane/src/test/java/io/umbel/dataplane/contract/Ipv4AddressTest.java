package io.umbel.dataplane.contract;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class Ipv4AddressTest {
    @Test
    void firstOctetIsTheMostSignificantByte() {
        assertEquals(0x0a000102, Ipv4Address.parse("10.0.1.2"));
    }

    @Property
    void everyAddressIsReadAsItIsWritten(@ForAll int address) {
        assertEquals(address, Ipv4Address.parse(Ipv4Address.format(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.1",
                "10.0.1.2.3",
                "10.0.1.256",
                "10.0.1.-1",
                "10.0.1.02",
                "10.0.1.",
                "a.b.c.d",
                " 10.0.1.2"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Ipv4Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.0", "239.255.255.255"})
    void classDIsMulticast(String text) {
        assertTrue(Ipv4Address.isMulticast(Ipv4Address.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"223.255.255.255", "240.0.0.0"})
    void whatBordersOnClassDIsNotMulticast(String text) {
        assertFalse(Ipv4Address.isMulticast(Ipv4Address.parse(text)));
    }

    @Test
    void linkLocalMulticastIsOneSlash24() {
        assertTrue(Ipv4Address.isLinkLocalMulticast(Ipv4Address.parse("224.0.0.255")));
        assertFalse(Ipv4Address.isLinkLocalMulticast(Ipv4Address.parse("224.0.1.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"})
    void martianSources(String text) {
        assertTrue(Ipv4Address.isMartianSource(Ipv4Address.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.2", "126.255.255.255", "128.0.0.1", "192.168.0.1", "223.255.255.254"})
    void otherSourcesAreNotMartian(String text) {
        assertFalse(Ipv4Address.isMartianSource(Ipv4Address.parse(text)));
    }
}
