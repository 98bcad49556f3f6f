package io.umbel.cli.client;

import io.umbel.dataplane.contract.SharedDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which appliance is asked: the options that all these commands have. */
final class ApplianceOptions {
    /** The installed appliance's, then that of one whose configuration names no directory. */
    private static final List<SharedDirectory> USUAL =
            List.of(new SharedDirectory(Path.of("/run/umbel")), new SharedDirectory(SharedDirectory.DEFAULT_PATH));

    private static final URI ANY_HOST = URI.create("http://localhost");
    private static final URI LOOPBACK = URI.create("http://127.0.0.1:8040");

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description =
                    "The Unix socket of the appliance: api.sock in its shared directory. Without this and --url, that "
                            + "of /run/umbel or /dev/shm/umbel, or else http://127.0.0.1:8040.")
    private @Nullable Path socket;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The address of the appliance: http://... or https://...")
    private @Nullable URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The file with the token that the appliance asks for, if it does.")
    private @Nullable Path tokenFile;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The appliance; nothing is sent yet. */
    ApplianceClient client() {
        if (socket != null && url != null) {
            throw new ParameterException(command.commandLine(), "--socket and --url are both given; allowed is one");
        }
        if (socket != null) {
            return over(socket);
        }
        if (url != null) {
            return at(url);
        }
        return USUAL.stream()
                .map(SharedDirectory::apiSocket)
                .filter(Files::isWritable)
                .findFirst()
                .map(this::over)
                .orElseGet(() -> at(LOOPBACK));
    }

    private ApplianceClient over(Path path) {
        try {
            return new ApplianceClient(
                    path.toString(), ANY_HOST, Optional.of(UnixDomainSocketAddress.of(path)), token());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--socket " + path + " is no path of a socket", e);
        }
    }

    private ApplianceClient at(URI address) {
        if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
            throw new ParameterException(
                    command.commandLine(),
                    "--url is '" + address + "'; allowed is an address as in http://127.0.0.1:8040");
        }
        return new ApplianceClient(address.toString(), address, Optional.empty(), token());
    }

    private Optional<String> token() {
        if (tokenFile == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(tokenFile).strip());
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--token-file " + tokenFile + " cannot be read; needed is a file with a token",
                    e);
        }
    }
}
