package io.umbel.perf.operate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page of an appliance whose API is at a Unix socket, in a Chromium without a window, which can speak to addresses only. */
final class HeadlessPage implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final int OCTETS = 1 << 16;

    private final ServerSocketChannel listener;
    private final Path socket;

    private HeadlessPage(ServerSocketChannel listener, Path socket) {
        this.listener = listener;
        this.socket = socket;
    }

    static boolean isPossible() {
        return Files.isExecutable(PROGRAM);
    }

    static HeadlessPage of(Path socket) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        HeadlessPage page = new HeadlessPage(listener, socket);
        Thread.ofVirtual().start(page::relay);
        return page;
    }

    private void relay() {
        try {
            while (true) {
                SocketChannel browser = listener.accept();
                SocketChannel appliance = SocketChannel.open(StandardProtocolFamily.UNIX);
                appliance.connect(UnixDomainSocketAddress.of(socket));
                Thread.ofVirtual().start(() -> copy(browser, appliance));
                Thread.ofVirtual().start(() -> copy(appliance, browser));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void copy(ByteChannel from, ByteChannel to) {
        ByteBuffer octets = ByteBuffer.allocate(OCTETS);
        try (from;
                to) {
            while (from.read(octets) >= 0) {
                octets.flip();
                while (octets.hasRemaining()) {
                    to.write(octets);
                }
                octets.clear();
            }
        } catch (IOException closed) {
            // The other end has gone.
        }
    }

    /**
     * What the page says some seconds after it was opened: the texts of its elements, with single spaces between.
     *
     * @param profile a directory for the browser's own files
     */
    String text(Path profile) throws IOException, InterruptedException {
        InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
        Process browser = new ProcessBuilder(List.of(
                        PROGRAM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        "http://127.0.0.1:" + address.getPort() + "/"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String html = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        browser.waitFor();
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
