package io.umbel.dataplane.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A shared directory for each test, which is removed after it. */
public final class TemporarySharedDirectory implements BeforeEachCallback, AfterEachCallback {
    private @Nullable SharedDirectory directory;

    /** That of the test that is running. */
    public SharedDirectory get() {
        return Objects.requireNonNull(directory, "only within a test");
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Path parent = Files.createTempDirectory("umbel-test-");
        directory = new SharedDirectory(parent.resolve("shared")).create();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        get().remove();
        Files.deleteIfExists(Objects.requireNonNull(get().path().getParent()));
    }
}
