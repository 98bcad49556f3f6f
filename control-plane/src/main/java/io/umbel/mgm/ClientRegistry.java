package io.umbel.mgm;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is registered (§2.2, §2.3). */
final class ClientRegistry {

    private final Map<ProtocolId, Client> clients = new LinkedHashMap<>();

    ProtocolHandle register(RoutingProtocolCallbacks callbacks, ProtocolId id) {
        if (clients.containsKey(id)) {
            throw new MgmException(
                    MgmStatus.ALREADY_EXISTS,
                    "Protocol " + id
                            + " is registered already; another component id, or deregistering first, is allowed.");
        }
        Client client = new Client(new ProtocolHandle(id), callbacks);
        clients.put(id, client);
        return client.handle;
    }

    void deregister(Client client) {
        if (client.interfaces > 0) {
            throw new MgmException(
                    MgmStatus.CAN_NOT_COMPLETE,
                    "Protocol " + client.id() + " still has " + client.interfaces
                            + " interfaces; it may deregister when it has released them all.");
        }
        client.registered = false;
        clients.remove(client.id());
    }

    /** Whose handle that is. */
    Client require(ProtocolHandle handle) {
        Client client = clients.get(handle.id());
        if (client == null || client.handle != handle) {
            throw new MgmException(
                    MgmStatus.INVALID_PARAMETER,
                    "The " + handle + " is not valid; one this manager issued and that is not deregistered is.");
        }
        return client;
    }

    /** All of them, in order of registration. */
    Collection<Client> inOrder() {
        return Collections.unmodifiableCollection(clients.values());
    }
}
