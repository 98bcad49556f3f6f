package io.umbel.api;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request as it goes over the wire, whatever it says: clients would not send most of what a test wants to.
 *
 * @param operation whose path and method it has; none if it has lost its way
 * @param target as in the first line
 * @param headers lines without their ends; Host, Content-Length and Connection come by themselves
 * @param allowed whether all parameters and the body are as described
 */
record ApiRequest(
        Optional<DescribedApi.Operation> operation,
        String method,
        String target,
        List<String> headers,
        Optional<ByteString> body,
        boolean allowed) {
    private static final int TIMEOUT_MS = 30_000;
    private static final int SHOWN = 300;

    /** Sends it on a connection of its own, and reads the answer; of a stream without end only that it begins. */
    DescribedApi.Answer send(InetSocketAddress server) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(head().getBytes(StandardCharsets.UTF_8));
                body.orElse(ByteString.EMPTY).writeTo(out);
                out.flush();
            } catch (SocketException closedEarly) {
                // It has said why.
            }
            return answer(socket.getInputStream());
        }
    }

    private String head() {
        String given = headers.stream().map(line -> line + "\r\n").collect(Collectors.joining());
        return method + " " + target + " HTTP/1.1\r\n"
                + (names("host") ? "" : "Host: localhost\r\n")
                + "Connection: close\r\n"
                + body.map(octets -> "Content-Length: " + octets.size() + "\r\n")
                        .orElse("")
                + given + "\r\n";
    }

    private boolean names(String header) {
        return headers.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(header + ":"));
    }

    private DescribedApi.Answer answer(InputStream in) throws IOException {
        String statusLine = line(in);
        if (!statusLine.matches("HTTP/1\\.1 [1-5][0-9][0-9].*")) {
            throw new IOException("the answer begins with '" + statusLine + "'");
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        String type = "";
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-type:")) {
                type = header.substring("content-type:".length()).strip();
            }
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (status < 200) {
            return answer(in);
        }
        boolean endless = type.equals("text/event-stream");
        byte[] content = endless || method.equals("HEAD") ? new byte[0] : chunked ? chunks(in) : in.readNBytes(length);
        return new DescribedApi.Answer(status, type, new String(content, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int length = chunkLength(in); length > 0; length = chunkLength(in)) {
            byte[] chunk = in.readNBytes(length);
            whole.write(chunk, 0, chunk.length);
            line(in);
        }
        return whole.toByteArray();
    }

    private static int chunkLength(InputStream in) throws IOException {
        return HexFormat.fromHexDigits(line(in).strip());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the answer ends with '" + line + "'");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public String toString() {
        String text = head().replace("\r\n", "\n")
                + body.map(ByteString::toStringUtf8).orElse("");
        return (allowed ? "as described: " : "not as described: ")
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + "... (" + text.length() + ")" : text);
    }
}
