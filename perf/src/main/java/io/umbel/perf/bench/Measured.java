package io.umbel.perf.bench;

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
}
