package io.umbel.perf.gen;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class StreamOptionTest {
    @Test
    void everyFieldIsTaken() {
        List<TestStream> streams = StreamOption.parse(
                "239.1.1.254,source=10.9.0.1,size=128,rate=50,burst=4,vlan=20,count=3", new BitSet());
        assertEquals(3, streams.size());
        TestStream last = streams.getLast();
        assertEquals(0xef01_0200, streams.get(2).group());
        assertEquals(0x0a09_0001, last.source());
        assertEquals(List.of(128), last.sizes());
        assertEquals(50, last.framesPerSecond());
        assertEquals(4, last.burst());
        assertEquals(20, last.vlan());
    }

    @Test
    void imixIsAMixture() {
        assertEquals(
                TestStream.IMIX,
                StreamOption.parse("239.1.1.1,size=imix", new BitSet())
                        .getFirst()
                        .sizes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "10.1.1.1 | 10.1.1.1 is no group; allowed is 224.0.0.0/4",
                "239.1.1 | '239.1.1' is not an IPv4 address; four decimal octets are needed, as in 10.0.1.2",
                "239.1.1.1,rate=0 | --stream has rate=0; allowed is 1 to 100000000",
                "239.1.1.1,size=63 | --stream has size=63; allowed is 64 to 1522",
                "239.1.1.1,speed=1 | --stream has 'speed'; allowed is source, size, rate, burst, vlan and count",
                "239.1.1.1,fast | --stream has 'fast'; allowed is source, size, rate, burst, vlan and count, each with = and a value"
            })
    void whatIsNotAllowedIsRefusedInOneSentence(String stream, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> StreamOption.parse(stream, new BitSet()))
                        .getMessage());
    }
}
