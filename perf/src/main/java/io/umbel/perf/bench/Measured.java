package io.umbel.perf.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program that was measured said: ours or the ceiling. Rates are millions of frames a second.
 *
 * @param rxMpps in
 * @param txMpps out
 * @param cpuRxMpps in, by the processor time of the polling thread
 * @param cpuTxMpps out, by that time
 * @param drops frames that went nowhere
 * @param way how frames were replicated, if the program says so; otherwise empty
 */
record Measured(
        double rxMpps, double txMpps, double cpuRxMpps, double cpuTxMpps, long drops, boolean hugePages, String way) {
    /** What may be on its way between two counters. */
    private static final double TOLERANCE = 0.02;

    /**
     * Reads the JSON object in the last line of an output.
     *
     * @throws IllegalStateException in one sentence, if there is none or it lacks something
     */
    static Measured parse(String program, String output) {
        String line = output.strip().substring(output.strip().lastIndexOf('\n') + 1);
        try {
            JsonNode json = JsonMapper.shared().readTree(line);
            return new Measured(
                    json.required("rxMpps").doubleValue(),
                    json.required("txMpps").doubleValue(),
                    json.required("cpuRxMpps").doubleValue(),
                    json.required("cpuTxMpps").doubleValue(),
                    json.required("drops").longValue(),
                    json.required("hugePages").booleanValue(),
                    json.path("way").asString(""));
        } catch (JacksonException notThat) {
            throw new IllegalStateException(
                    program + " printed \"" + line
                            + "\"; expected is a JSON object with rxMpps, txMpps, cpuRxMpps, cpuTxMpps, drops and hugePages",
                    notThat);
        }
    }

    /** The mean rates of several times equally long, and their drops. All say the same of pages and way. */
    static Measured mean(List<Measured> times) {
        return new Measured(
                mean(times, Measured::rxMpps),
                mean(times, Measured::txMpps),
                mean(times, Measured::cpuRxMpps),
                mean(times, Measured::cpuTxMpps),
                times.stream().mapToLong(Measured::drops).sum(),
                times.getFirst().hugePages(),
                times.getFirst().way());
    }

    private static double mean(List<Measured> times, ToDoubleFunction<Measured> rate) {
        return times.stream().mapToDouble(rate).average().orElseThrow();
    }

    /**
     * Checks that as many replicas went out as frames came in, times the branches: otherwise the counters were not of the
     * times that they were taken for, and no rate of them is worth anything.
     *
     * @throws IllegalStateException in one sentence, if not
     */
    Measured requireSumsOf(Scenario scenario, String program) {
        double replicas = txMpps / rxMpps;
        if (drops == 0 && !(Math.abs(replicas / scenario.branches() - 1) <= TOLERANCE)) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s counted %.3f replicas of each frame in %s and no drops, so its figures cannot be relied on",
                    program,
                    replicas,
                    scenario));
        }
        return this;
    }
}
