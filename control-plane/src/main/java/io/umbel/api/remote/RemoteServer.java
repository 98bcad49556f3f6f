package io.umbel.api.remote;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.umbel.api.Access;
import io.umbel.api.remote.v1.ClientMessage;
import io.umbel.api.remote.v1.ManagerMessage;
import io.umbel.controlplane.ControlPlane;
import io.umbel.remote.RemoteLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The service {@code umbel.mgm.v1.GroupManager} at a port of loopback, for those whom the API lets in. One thread starts and closes
 * it.
 */
public final class RemoteServer implements AutoCloseable {
    private static final String SERVICE = "umbel.mgm.v1.GroupManager";
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** No request is longer. */
    private static final int MAX_MESSAGE = 1 << 16;

    /** A connection without a sign of life for twice as long is closed; the session on it has ended before. */
    private static final int KEEP_ALIVE_S = 20;

    private static final int CLOSING_S = 5;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;

    private RemoteServer(ControlPlane controlPlane, RemoteLimits limits, Access access, int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        this.server = OkHttpServerBuilder.forPort(address, InsecureServerCredentials.create())
                .executor(threads)
                .maxInboundMessageSize(MAX_MESSAGE)
                .keepAliveTime(KEEP_ALIVE_S, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_S, TimeUnit.SECONDS)
                .intercept(new Gate(access))
                .addService(service(controlPlane, limits))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            threads.close();
            throw new IllegalStateException(
                    "remote clients cannot be served on " + address + ": " + e.getMessage()
                            + "; allowed in control-plane.remote-clients.port is a free port of loopback",
                    e);
        }
    }

    /**
     * Starts to serve.
     *
     * @param access whom to let in
     * @param port of loopback; 0 for any that is free
     * @throws IllegalStateException with one sentence, if the port cannot be had
     */
    public static RemoteServer start(ControlPlane controlPlane, RemoteLimits limits, Access access, int port) {
        return new RemoteServer(controlPlane, limits, access, port);
    }

    private static ServerServiceDefinition service(ControlPlane controlPlane, RemoteLimits limits) {
        MethodDescriptor<ClientMessage, ManagerMessage> session =
                MethodDescriptor.<ClientMessage, ManagerMessage>newBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Session"))
                        .setRequestMarshaller(ProtoUtils.marshaller(ClientMessage.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(ManagerMessage.getDefaultInstance()))
                        .build();
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(
                        session,
                        ServerCalls.asyncBidiStreamingCall(client -> GrpcSession.open(controlPlane, limits, client)))
                .build();
    }

    /** The port. */
    public int port() {
        return server.getPort();
    }

    /** Asks {@link Access} before a session begins. */
    private record Gate(Access access) implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (access.lets(Optional.ofNullable(headers.get(AUTHORIZATION)), false)) {
                return next.startCall(call, headers);
            }
            call.close(
                    Status.UNAUTHENTICATED.withDescription(
                            "the call bears no token that is known here; needed is authorization: Bearer TOKEN"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            // The sessions hear of it on those threads.
            var _ = server.awaitTermination(CLOSING_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
