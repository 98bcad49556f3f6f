package io.umbel.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Keys and certificates in PEM that OpenSSL makes in a directory, and what a client makes of them. */
final class Certificates {
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
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = shown.isPresent() ? new KeyManager[] {keyManager(shown.get())} : new KeyManager[0];
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    /** Shows its certificate even to those who ask for one of another authority; ordinary ones show none then. */
    private KeyManager keyManager(String name) throws IOException, GeneralSecurityException {
        String pem = Files.readString(key(name)).replaceAll("-----[A-Z ]*-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        X509Certificate certificate = read(name);
        return new X509ExtendedKeyManager() {
            @Override
            public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
                return new String[] {name};
            }

            @Override
            public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
                return name;
            }

            @Override
            public String chooseEngineClientAlias(
                    String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
                return name;
            }

            @Override
            public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
                return null;
            }

            @Override
            public @Nullable String chooseServerAlias(
                    String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
                return null;
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return new X509Certificate[] {certificate};
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return key;
            }
        };
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private X509Certificate read(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
