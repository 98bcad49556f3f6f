package io.umbel.perf.peers;

import io.umbel.perf.rfc3918.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run has found so far, in a file that is replaced whole after each finding, so that a run that was interrupted can be
 * taken up again: what is in the file is not measured again.
 */
final class RunStore implements Memory {
    private static final String FILE = "run.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final ObjectNode content;

    private RunStore(Path file, ObjectNode content) {
        this.file = file;
        this.content = content;
    }

    /** What is to be measured: only a run of the same plan can be taken up. */
    record Plan(
            String profile,
            String search,
            List<String> duts,
            List<String> procedures,
            String device,
            int igmpVersion,
            String began) {
        boolean isLike(Plan other) {
            return profile.equals(other.profile)
                    && search.equals(other.search)
                    && duts.equals(other.duts)
                    && procedures.equals(other.procedures)
                    && device.equals(other.device)
                    && igmpVersion == other.igmpVersion;
        }
    }

    /** Begins a run in a directory, which is made. */
    static RunStore begin(Path directory, Plan plan) throws IOException {
        Files.createDirectories(directory);
        ObjectNode content = JSON.createObjectNode();
        content.set("plan", JSON.valueToTree(plan));
        content.set("findings", JSON.createObjectNode());
        content.put("seconds", 0.0);
        RunStore store = new RunStore(directory.resolve(FILE), content);
        store.save();
        return store;
    }

    /**
     * Takes up the run in a directory.
     *
     * @throws IllegalArgumentException if there is none, or it is not of that plan
     */
    static RunStore resume(Path directory, Plan plan) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no run to go on with in " + directory + " (no " + FILE + ")");
        }
        ObjectNode content = (ObjectNode) JSON.readTree(Files.readString(file));
        RunStore store = new RunStore(file, content);
        if (!store.plan().isLike(plan)) {
            throw new IllegalArgumentException("the run in " + directory + " was of another plan: " + store.plan()
                    + "; allowed is to go on with the same profile, devices under test, procedures and options");
        }
        return store;
    }

    Plan plan() {
        return JSON.treeToValue(content.get("plan"), Plan.class);
    }

    /** How long it has taken so far, in seconds, this process not included. */
    double secondsBefore() {
        return content.path("seconds").asDouble(0);
    }

    void seconds(double soFar) {
        content.put("seconds", soFar);
    }

    /** Whether something was found by that name. */
    boolean has(String name) {
        return findings().has(name);
    }

    @Override
    public <T> T recall(String name, Class<T> type, Finding<T> finding) throws InterruptedException {
        JsonNode known = findings().get(name);
        if (known != null) {
            return JSON.treeToValue(known, type);
        }
        T found = finding.find();
        findings().set(name, JSON.valueToTree(found));
        save();
        return found;
    }

    private ObjectNode findings() {
        return (ObjectNode) content.get("findings");
    }

    private void save() {
        try {
            Path whole = file.resolveSibling(FILE + ".new");
            Files.writeString(whole, JSON.writeValueAsString(content));
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the findings cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }
}
