package io.umbel.api.remote;

import io.umbel.dataplane.contract.TemporarySharedDirectory;
import io.umbel.mgm.Ipv4;
import io.umbel.mgm.SourceGroup;
import io.umbel.remote.RemoteLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Protocol clients in Python, over gRPC. */
@Tag("process")
@Timeout(120)
class RemoteClientTest {
    private static final String GROUP = "239.1.1.1";
    private static final SourceGroup ANY = SourceGroup.anySource(Ipv4.parse(GROUP));
    /** 239.1.1.1 and 10.2.0.9 as the messages have them. */
    private static final String G = "4009820417";

    private static final String S2 = "167903241";
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final RemoteLimits PATIENT = new RemoteLimits(LONG, LONG, 1024);
    private static final RemoteLimits BRIEF = new RemoteLimits(LONG, Duration.ofSeconds(1), 1024);

    @RegisterExtension
    final TemporarySharedDirectory directory = new TemporarySharedDirectory();

    @TempDir
    private Path temporary;

    private @Nullable RemoteControlPlane started;
    private int requests;

    private void start(RemoteLimits limits) {
        started = new RemoteControlPlane(directory.get(), limits, Optional.empty());
    }

    private RemoteControlPlane router() {
        return Objects.requireNonNull(started, "started");
    }

    @AfterEach
    void close() {
        router().close();
    }

    private PythonProcess client(String... arguments) throws IOException, InterruptedException {
        try (InputStream program = RemoteClientTest.class.getResourceAsStream("client.py")) {
            return PythonProcess.start(
                    temporary,
                    new String(Objects.requireNonNull(program).readAllBytes(), StandardCharsets.UTF_8),
                    arguments);
        }
    }

    /** A client that is registered, answers what it is asked, and has interfaces 2 and 3 with a membership on 3. */
    private PythonProcess member() throws IOException, InterruptedException {
        PythonProcess client = client(router().target());
        does(
                client,
                "'register': {'id': {'protocolId': 100, 'componentId': 1}, 'answersRpf': true, 'answersCreation': true}");
        does(client, "'takeInterfaceOwnership': {'interface': {'index': 2}}");
        does(client, "'takeInterfaceOwnership': {'interface': {'index': 3}}");
        does(
                client,
                "'addGroupMembershipEntry': {'entry': {'group': " + G + "}, 'interface': {'index': 3}, 'flags': 1}");
        assertEquals("JOIN (*, 239.1.1.1)", router().nextAlert());
        return client;
    }

    /** Sends a request, whose response is the next message, and gives that. */
    private String asks(PythonProcess client, String request) throws IOException, InterruptedException {
        requests++;
        client.send(json("{'requestId': " + requests + ", " + request + "}"));
        return client.next();
    }

    /** Sends a request that succeeds. */
    private void does(PythonProcess client, String request) throws IOException, InterruptedException {
        String response = asks(client, request);
        assertTrue(response.startsWith(json("{'response': {'requestId': '" + requests + "'")), response);
        assertFalse(response.contains("status"), response);
    }

    private static String json(String withApostrophes) {
        return withApostrophes.replace('\'', '"');
    }

    private static void assertHas(String part, String message) {
        assertTrue(message.contains(json(part)), message);
    }

    @Test
    void streamIsForwardedAsTheClientAnswers() throws Exception {
        start(PATIENT);
        try (PythonProcess client = member()) {
            router().packet("10.2.0.9", GROUP, 2);
            assertHas("{'rpf': {'question': '1', 'source': " + S2 + ", 'group': " + G, client.next());
            client.send(json("{'rpfAnswer': {'question': 1}}"));
            assertHas(
                    "{'creationAlert': {'question': '2', 'source': " + S2 + ", 'group': " + G
                            + ", 'incoming': {'index': 2}, 'outgoing': [{'interface': {'index': 3}}]}}",
                    client.next());
            client.send(json("{'creationAnswer': {'question': 2}}"));
            assertEquals(List.of(2, 3), router().awaitEntry("10.2.0.9", GROUP));
        }
    }

    @Test
    void clientMayChooseTheIncomingInterfaceAndDisableABranch() throws Exception {
        start(PATIENT);
        try (PythonProcess client = member()) {
            does(
                    client,
                    "'addGroupMembershipEntry': {'entry': {'group': " + G
                            + "}, 'interface': {'index': 2}, 'flags': 1}");
            router().locallyJoin(ANY);
            assertHas("{'joinAlert': {'entry': {'group': " + G + "}, 'memberUpdate': true}}", client.next());
            router().packet("10.2.0.9", GROUP, 3);
            client.next();
            client.send(json("{'rpfAnswer': {'question': 1, 'incoming': {'index': 3}}}"));
            client.next();
            client.send(json("{'creationAnswer': {'question': 2, 'disabled': [{'index': 2}]}}"));
            assertEquals(List.of(3, 1), router().awaitEntry("10.2.0.9", GROUP));
        }
    }

    @Test
    void wholeInterfaceOfTheManagerIsThere() throws Exception {
        start(PATIENT);
        try (PythonProcess client = member()) {
            router().packet("10.2.0.9", GROUP, 2);
            client.next();
            client.send(json("{'rpfAnswer': {'question': 1}}"));
            client.next();
            client.send(json("{'creationAnswer': {'question': 2}}"));
            router().awaitEntry("10.2.0.9", GROUP);
            String key = "{'group': " + G + ", 'source': " + S2 + "}";

            assertHas(
                    "'protocol': {'protocolId': 100, 'componentId': 1}",
                    asks(client, "'getProtocolOnInterface': {'interface': {'index': 2}}"));
            assertHas(
                    "'status': 'NOT_FOUND', 'sentence': 'Interface 4 is unknown",
                    asks(client, "'getProtocolOnInterface': {'interface': {'index': 4}}"));
            assertHas(
                    "'status': 'NO_MORE_ITEMS', 'mfes': {'entries': [{'key': " + key,
                    asks(client, "'getFirstMfe': {}"));
            assertHas(
                    "'status': 'NO_MORE_ITEMS', 'mfes': {'requiredBytes': 65536}",
                    asks(client, "'getNextMfe': {'after': " + key + "}"));
            assertHas(
                    "'status': 'INSUFFICIENT_BUFFER', 'mfes': {'requiredBytes': 76}",
                    asks(client, "'getFirstMfe': {'bufferBytes': 75}"));
            does(client, "'setMfe': {'key': " + key + ", 'upstreamNeighbor': 167903486}");
            assertHas("'upstreamNeighbor': 167903486", asks(client, "'getMfe': {'key': " + key + "}"));
            assertHas("'mfeStats': {'entries': [{'key': " + key, asks(client, "'getFirstMfeStats': {'flags': 1}"));
            assertHas(
                    "'status': 'NO_MORE_ITEMS'", asks(client, "'getNextMfeStats': {'after': " + key + ", 'flags': 2}"));
            assertHas(
                    "'outgoing': [{'interface': {'index': 3}}]",
                    asks(client, "'getMfeStats': {'key': " + key + ", 'flags': 2}"));
            assertHas("'status': 'INVALID_PARAMETER'", asks(client, "'getFirstMfeStats': {'flags': 3}"));

            assertHas("'enumeration': 1", asks(client, "'groupEnumerationStart': {'type': 1}"));
            assertHas(
                    "'status': 'NO_MORE_ITEMS', 'groups': {'entries': [{'group': " + G + "}]",
                    asks(client, "'groupEnumerationGetNext': {'enumeration': 1}"));
            does(client, "'groupEnumerationEnd': {'enumeration': 1}");

            router().wrongInterface("10.2.0.9", GROUP, 3);
            assertHas(
                    "{'wrongInterface': {'source': " + S2 + ", 'group': " + G + ", 'arrivedOn': {'index': 3}",
                    client.next());

            assertHas(
                    "'status': 'ALREADY_EXISTS', 'sentence'",
                    asks(client, "'takeInterfaceOwnership': {'interface': {'index': 1}}"));
            assertHas(
                    "'status': 'INVALID_PARAMETER', 'sentence': '10.0.0.1 is not a group",
                    asks(
                            client,
                            "'addGroupMembershipEntry': {'entry': {'group': 167772161}, 'interface': {'index': 3}, 'flags': 1}"));
            does(
                    client,
                    "'deleteGroupMembershipEntry': {'entry': {'group': " + G
                            + "}, 'interface': {'index': 3}, 'flags': 1}");
            assertEquals("PRUNE (*, 239.1.1.1)", router().nextAlert());
            assertHas("'status': 'CAN_NOT_COMPLETE'", asks(client, "'deregister': {}"));
            does(client, "'releaseInterfaceOwnership': {'interface': {'index': 2}}");
            does(client, "'releaseInterfaceOwnership': {'interface': {'index': 3}}");
            does(client, "'deregister': {}");
            client.send("");
            assertEquals("ended", client.next());
        }
    }

    @Test
    void whatIsAskedBeforeTheClientEndsTheSessionIsStillAnswered() throws Exception {
        start(PATIENT);
        int asked = 1_000;
        try (PythonProcess client = client(router().target())) {
            for (int id = 1; id <= asked; id++) {
                client.send(json("{'requestId': " + id + ", 'getProtocolOnInterface': {'interface': {'index': 1}}}"));
            }
            client.send("");
            for (int id = 1; id <= asked; id++) {
                assertHas("{'response': {'requestId': '" + id + "', 'protocol'", client.next());
            }
            assertEquals("ended", client.next());
        }
    }

    @Test
    void whileOneClientThinksTheStreamsOfOthersFlow() throws Exception {
        start(PATIENT);
        try (PythonProcess client = member()) {
            router().packet("10.2.0.9", GROUP, 2);
            assertHas("{'rpf'", client.next());
            router().packet("10.1.0.9", "239.2.2.2", 1);
            assertEquals(List.of(1), router().awaitEntry("10.1.0.9", "239.2.2.2"));
            assertFalse(router().hasEntry("10.2.0.9", GROUP));
        }
    }

    @Test
    void withoutAnAnswerTheStreamFlowsAfterTheDeadline() throws Exception {
        start(new RemoteLimits(Duration.ofMillis(50), LONG, 1024));
        try (PythonProcess client = member()) {
            router().packet("10.2.0.9", GROUP, 2);
            assertEquals(List.of(2, 3), router().awaitEntry("10.2.0.9", GROUP));
            assertHas("{'rpf'", client.next());
            assertHas("{'tooLate': {'question': '1'}}", client.next());
        }
    }

    @Test
    void interfacesOfAKilledClientAreReleasedWithAlerts() throws Exception {
        start(BRIEF);
        try (PythonProcess client = member()) {
            client.signal("KILL");
            assertEquals("PRUNE (*, 239.1.1.1)", router().nextAlert());
            RemoteControlPlane.await(() -> !router().isOwned(2) && !router().isOwned(3));
        }
    }

    @Test
    void interfacesOfAStalledClientAreReleasedWithAlerts() throws Exception {
        start(BRIEF);
        try (PythonProcess client = member()) {
            client.signal("STOP");
            assertEquals("PRUNE (*, 239.1.1.1)", router().nextAlert());
            RemoteControlPlane.await(() -> !router().isOwned(2) && !router().isOwned(3));
        }
    }

    @Test
    void sessionOfAClientThatDoesNotReadEndsBeforeTooMuchWaitsForIt() throws Exception {
        start(PATIENT);
        try (PythonProcess client = member()) {
            client.signal("STOP");
            router().locallyJoin(30_000);
            client.signal("CONT");
            String message = client.next();
            int read = 0;
            while (message.contains("joinAlert")) {
                message = client.next();
                read++;
            }
            assertTrue(message.startsWith("failed RESOURCE_EXHAUSTED"), message);
            assertTrue(read < 30_000, "not all was sent");
        }
    }

    @Test
    void clientThatLivesStaysLongerThanTheGraceTime() throws Exception {
        start(BRIEF);
        try (PythonProcess living = member();
                PythonProcess dying = client(router().target())) {
            does(dying, "'register': {'id': {'protocolId': 101, 'componentId': 1}}");
            does(dying, "'takeInterfaceOwnership': {'interface': {'index': 4}}");
            dying.signal("STOP");
            RemoteControlPlane.await(() -> !router().isOwned(4));
            assertTrue(router().isOwned(2));
            does(living, "'releaseInterfaceOwnership': {'interface': {'index': 2}}");
        }
    }

    @Test
    void clientThatComesBackInTimeFindsWhatItHad() throws Exception {
        start(PATIENT);
        try (PythonProcess client = member()) {
            client.signal("KILL");
            try (PythonProcess successor = client(router().target())) {
                String registered;
                do {
                    registered = asks(
                            successor, "'register': {'id': {'protocolId': 100, 'componentId': 1}, 'resume': true}");
                    // Until the control plane has noticed that the connection is gone.
                } while (registered.contains("ALREADY_EXISTS"));
                assertHas("'resumed': true", registered);
                assertTrue(router().isOwned(2) && router().isOwned(3));
            }
        }
    }

    @Test
    void clientWithoutTheTokenIsRefused() throws Exception {
        Path token = Files.writeString(temporary.resolve("token"), "0123456789abcdef");
        started = new RemoteControlPlane(directory.get(), PATIENT, Optional.of(token));
        try (PythonProcess without = client(router().target())) {
            assertTrue(without.next().startsWith("failed UNAUTHENTICATED"));
        }
        try (PythonProcess with = client(router().target(), "0123456789abcdef")) {
            does(with, "'register': {'id': {'protocolId': 100, 'componentId': 1}}");
        }
    }
}
