package io.umbel.perf.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which versions of other programs are on this machine. */
final class Versions {
    private Versions() {}

    /** Of a Debian package; "unknown" where there are none. */
    static String ofPackage(String name) {
        return said(List.of("dpkg-query", "-W", "-f", "${Version}", name));
    }

    /** What a command says in one line; "unknown" if it cannot be asked. */
    static String said(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 && !said.isEmpty() ? said : "unknown";
        } catch (IOException notThere) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
