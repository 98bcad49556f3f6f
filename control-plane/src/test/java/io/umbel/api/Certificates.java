package io.umbel.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys and certificates in PEM that OpenSSL makes in a directory, and what a client makes of them. */
final class Certificates {
    private static final char[] NO_PASSWORD = new char[0];

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** An authority. */
    void makeAuthority(String name) throws IOException, InterruptedException {
        openssl(name, List.of("-newkey", "rsa:2048", "-addext", "basicConstraints=critical,CA:TRUE"));
    }

    /**
     * A certificate for 127.0.0.1, or for a client of whatever address.
     *
     * @param algorithm as OpenSSL names it
     */
    void make(String name, String authority, String... algorithm) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-newkey"));
        arguments.addAll(List.of(algorithm));
        arguments.addAll(List.of(
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-CA",
                certificate(authority).toString(),
                "-CAkey",
                key(authority).toString()));
        openssl(name, arguments);
    }

    private void openssl(String name, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "2"));
        command.addAll(List.of("-subj", "/CN=" + name, "-keyout", key(name).toString()));
        command.addAll(List.of("-out", certificate(name).toString()));
        command.addAll(arguments);
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (openssl.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
    }

    /**
     * How a client speaks that trusts an authority.
     *
     * @param shown the certificate of RSA that it shows when it is asked, if it has one
     */
    SSLContext client(String authority, Optional<String> shown) throws IOException, GeneralSecurityException {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", read(authority));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = empty();
        if (shown.isPresent()) {
            String pem = Files.readString(key(shown.get())).replaceAll("-----[A-Z ]*-----|\\s", "");
            own.setKeyEntry(
                    "own",
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
                    NO_PASSWORD,
                    new Certificate[] {read(shown.get())});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Certificate read(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate(name))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
