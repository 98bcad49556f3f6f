package io.umbel.mgm;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Tag("conformance")
class ConformanceCompletenessTest {

    @Test
    void everyCaseFrom1To181_existsExactlyOnce() {
        List<String> cases = ReflectionSupport.findAllClassesInPackage(
                        "io.umbel.mgm", type -> true, name -> name.endsWith("ConformanceTest"))
                .stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .map(name -> name.substring(0, 4))
                .sorted()
                .toList();

        assertEquals(
                IntStream.rangeClosed(1, 181)
                        .mapToObj(number -> String.format("C%03d", number))
                        .toList(),
                cases);
    }
}
