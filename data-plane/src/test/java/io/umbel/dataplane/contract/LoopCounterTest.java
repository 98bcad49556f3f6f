package io.umbel.dataplane.contract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LoopCounterTest {
    @ParameterizedTest
    @CsvSource({
        "0, UP_TO_1_US",
        "1024, UP_TO_1_US",
        "1025, UP_TO_2_US",
        "2048, UP_TO_2_US",
        "2049, UP_TO_4_US",
        "134217728, UP_TO_134_MS",
        "134217729, LONGER",
        "9223372036854775807, LONGER"
    })
    void passIsCountedByTheLeastBoundThatItDoesNotExceed(long nanos, LoopCounter expected) {
        assertEquals(expected.id() - 1, LoopCounter.bucket(nanos));
    }

    @Test
    void eachBoundIsTheLastOfItsBucket() {
        for (int bucket = 0; bucket < LoopCounter.BUCKETS - 1; bucket++) {
            assertEquals(bucket, LoopCounter.bucket(LoopCounter.boundNanos(bucket)));
            assertEquals(bucket + 1, LoopCounter.bucket(LoopCounter.boundNanos(bucket) + 1));
        }
    }
}
