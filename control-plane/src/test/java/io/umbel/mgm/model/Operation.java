package io.umbel.mgm.model;

import io.umbel.mgm.Callback;
import io.umbel.mgm.InterfaceId;
import io.umbel.mgm.MfeKey;
import io.umbel.mgm.SourceGroup;
import java.util.List;
import java.util.SplittableRandom;

/** One step of a random run. A run's list of them is its log: applied again it is the same run. */
sealed interface Operation {

    /** Does it to a manager; whatever that answers goes into the manager's own trace. */
    void applyTo(Subject subject);

    record Register(int client) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.register(client);
        }
    }

    record Deregister(int client) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.deregister(client);
        }
    }

    record Take(int client, InterfaceId on) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.take(client, on);
        }
    }

    record Release(int client, InterfaceId on) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.release(client, on);
        }
    }

    record Add(int client, SourceGroup entry, InterfaceId on, int flags) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.add(client, entry, on, flags);
        }
    }

    record Delete(int client, SourceGroup entry, InterfaceId on, int flags) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.delete(client, entry, on, flags);
        }
    }

    record SetMfe(int client, MfeKey key) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.setMfe(client, key);
        }
    }

    record Packet(MfeKey key, InterfaceId on) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.packet(key, on);
        }
    }

    record Advance(int ms) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.advance(ms);
        }
    }

    /** The route to a source moves to an interface that somebody may be on, or not. */
    record Reroute(int source, InterfaceId towards) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.reroute(source, towards);
        }
    }

    /** The client will do this from inside its next callback of that kind. */
    record Plan(int client, Callback inside, Operation then) implements Operation {
        @Override
        public void applyTo(Subject subject) {
            subject.plan(client, inside, then);
        }
    }

    /** The client's next callback of that kind will throw, after what else it does. */
    record Throw() implements Operation {
        @Override
        public void applyTo(Subject subject) {
            throw new IllegalStateException("planned");
        }
    }

    /** A household to begin with, so that short runs too find something to do. */
    List<Operation> HOUSEHOLD = List.of(
            new Register(0),
            new Register(1),
            new Register(2),
            new Register(World.IGMP),
            new Take(0, World.INTERFACES.get(0)),
            new Take(0, World.INTERFACES.get(1)),
            new Take(1, World.INTERFACES.get(2)),
            new Take(2, World.INTERFACES.get(3)),
            new Take(World.IGMP, World.INTERFACES.get(4)),
            new Take(World.IGMP, World.INTERFACES.get(0)),
            new Reroute(0, World.INTERFACES.get(2)),
            new Reroute(1, World.INTERFACES.get(3)),
            new Reroute(2, World.INTERFACES.get(0)),
            new Reroute(3, World.INTERFACES.get(4)));

    /** The operation a number stands for. */
    static Operation of(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return random.nextInt(100) < 12
                ? new Plan(random.nextInt(World.CLIENTS), pick(random, List.of(Callback.values())), nested(random))
                : plain(random);
    }

    private static Operation nested(SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return new Throw();
        }
        Operation operation = plain(random);
        // Neither packets nor time come from inside a callback.
        return operation instanceof Packet || operation instanceof Advance || operation instanceof Reroute
                ? new Add(anyClient(random), pick(random, World.ENTRIES), pick(random, World.INTERFACES), flags(random))
                : operation;
    }

    private static Operation plain(SplittableRandom random) {
        int client = anyClient(random);
        InterfaceId on = pick(random, World.INTERFACES);
        SourceGroup entry = pick(random, World.ENTRIES);
        MfeKey key = new MfeKey(pick(random, World.GROUPS), pick(random, World.SOURCES));
        int kind = random.nextInt(100);
        if (kind < 34) {
            return new Add(client, entry, on, flags(random));
        } else if (kind < 54) {
            return new Delete(client, entry, on, flags(random));
        } else if (kind < 74) {
            return new Packet(key, on);
        } else if (kind < 80) {
            return new Take(client, on);
        } else if (kind < 85) {
            return new Release(client, on);
        } else if (kind < 91) {
            return anyAdvance(random);
        } else if (kind < 94) {
            return new Reroute(random.nextInt(World.SOURCES.size()), on);
        } else if (kind < 96) {
            return new SetMfe(client, key);
        }
        return kind < 98 ? new Register(client) : new Deregister(client);
    }

    /** Half a second, or as often as not to the very moment at which something may be due. */
    private static Advance anyAdvance(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Advance(500);
            case 1 -> new Advance(random.nextInt(400_000));
            default -> new Advance(30_000 * (1 + random.nextInt(20)));
        };
    }

    private static int anyClient(SplittableRandom random) {
        return random.nextInt(World.CLIENTS);
    }

    private static int flags(SplittableRandom random) {
        return random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(2);
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
