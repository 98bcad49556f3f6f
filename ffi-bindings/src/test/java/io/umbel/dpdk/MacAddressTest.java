package io.umbel.dpdk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MacAddressTest {
    @Test
    void firstOctetIsTheMostSignificant() {
        assertEquals(0x0200_0000_00ffL, MacAddress.parse("02:00:00:00:00:FF").bits());
    }

    @Test
    void printsAsItIsParsed() {
        assertEquals("0a:1b:2c:3d:4e:5f", MacAddress.parse("0a:1b:2c:3d:4e:5f").toString());
    }

    @Test
    void groupBitIsTheLowestOfTheFirstOctet() {
        assertTrue(MacAddress.parse("01:00:5e:00:00:01").isGroup());
        assertFalse(MacAddress.parse("02:00:5e:00:00:01").isGroup());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:00:00:00:00", "02-00-00-00-00-01", "02:00:00:00:00:0g", "02:00:00:00:00:01:02"})
    void anythingElseIsRefused(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> MacAddress.parse(text));
        assertEquals(
                "'" + text + "' is not a MAC address: six octets such as 02:00:00:00:00:01 are", refusal.getMessage());
    }
}
