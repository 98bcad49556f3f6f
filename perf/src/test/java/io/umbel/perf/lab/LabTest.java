package io.umbel.perf.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Marks tests in network namespaces: tag {@code lab}, and skipped, with the reason, unless they run as root. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@EnabledIf(value = "io.umbel.perf.lab.DemoCommand#isRoot", disabledReason = "network namespaces need root")
public @interface LabTest {}
