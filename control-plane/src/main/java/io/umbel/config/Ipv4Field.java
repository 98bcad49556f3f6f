package io.umbel.config;

import io.umbel.dataplane.contract.Ipv4Address;

/** Reads IPv4 addresses from a configuration file. */
final class Ipv4Field {
    private Ipv4Field() {}

    /** Reads a part of a field as an address, and refuses the field if it is none. */
    static int parse(YamlField field, String text, String allowed) {
        try {
            return Ipv4Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw field.refused(allowed);
        }
    }
}
