package io.umbel.perf.gen;

import io.umbel.dataplane.contract.Ipv4Address;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** A stream, or several alike, as the command line describes them. */
final class StreamOption {
    private static final int MOST_GROUPS = FrameTag.MAX_STREAMS;
    private static final String ALLOWED = "allowed is source, size, rate, burst, vlan and count";

    private final BitSet receivers;
    private final int group;
    private int source = Ipv4Address.parse("10.0.1.2");
    private List<Integer> sizes = List.of(TestStream.SMALLEST);
    private double rate = 1000;
    private int burst = 1;
    private int vlan;
    private int count = 1;

    private StreamOption(BitSet receivers, int group) {
        this.receivers = receivers;
        this.group = group;
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException in one sentence, if it is not allowed
     */
    static List<TestStream> parse(String text, BitSet receivers) {
        String[] parts = text.split(",", -1);
        StreamOption stream = new StreamOption(receivers, address(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            String[] field = parts[i].split("=", 2);
            if (field.length != 2) {
                throw new IllegalArgumentException(
                        "--stream has '" + parts[i] + "'; " + ALLOWED + ", each with = and a value");
            }
            stream.set(field[0], field[1]);
        }
        return stream.streams();
    }

    static int address(String text) {
        return Ipv4Address.parse(text);
    }

    private void set(String name, String value) {
        switch (name) {
            case "source" -> source = address(value);
            case "size" ->
                sizes = value.equals("imix")
                        ? TestStream.IMIX
                        : List.of(number(name, value, TestStream.SMALLEST, TestStream.LARGEST + 4));
            case "rate" -> rate = number(name, value, 1, 100_000_000);
            case "burst" -> burst = number(name, value, 1, 1_000_000);
            case "vlan" -> vlan = number(name, value, 1, 4094);
            case "count" -> count = number(name, value, 1, MOST_GROUPS);
            default -> throw new IllegalArgumentException("--stream has '" + name + "'; " + ALLOWED);
        }
    }

    private static int number(String name, String value, int least, int most) {
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "--stream has " + name + "=" + value + "; allowed is " + least + " to " + most);
        }
        return number;
    }

    private List<TestStream> streams() {
        List<Integer> tagged = vlan == 0
                ? sizes
                : sizes.stream()
                        .map(size -> Math.max(size, TestStream.SMALLEST + 4))
                        .toList();
        return IntStream.range(0, count)
                .mapToObj(i -> new TestStream(
                        0, source, group + i, vlan, tagged, rate, burst, (long) (i * 1e9 / (rate * count)), receivers))
                .toList();
    }
}
