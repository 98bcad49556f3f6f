package io.umbel.dpdk;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Real DPDK for tests, without root and huge pages: started once in the JVM, since DPDK cannot start twice. Gives tests
 * the {@link Eal} as a parameter.
 */
public final class DpdkExtension implements BeforeAllCallback, ParameterResolver {
    private static final int PACKET_MEMORY_MIB = 512;

    private static final class Started {
        static final Eal EAL = Eal.start(EalOptions.withoutHugePages(PACKET_MEMORY_MIB));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        eal();
    }

    /** The one EAL of this JVM, started if it is not. */
    public static Eal eal() {
        return Started.EAL;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Eal.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return eal();
    }
}
