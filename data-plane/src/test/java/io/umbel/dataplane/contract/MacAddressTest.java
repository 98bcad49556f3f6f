package io.umbel.dataplane.contract;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import static org.junit.jupiter.api.Assertions.assertEquals;

final class MacAddressTest {
    @Property
    void everyAddressIsReadAsItIsWritten(@ForAll @LongRange(max = 0xffff_ffff_ffffL) long value) {
        MacAddress mac = new MacAddress(value);
        assertEquals(mac, MacAddress.parse(mac.toString()));
    }
}
