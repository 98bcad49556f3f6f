package io.umbel.dataplane.forward;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/** What of this program the JVM's optimising compiler has compiled so far. HotSpot knows; another JVM may not tell. */
final class CompiledCode {
    /** HotSpot's tier of fully optimised code. */
    private static final String OPTIMISED = "4";

    private CompiledCode() {}

    /**
     * Whether all of these methods are optimised. Takes a few milliseconds; the first time a few hundred.
     *
     * @param methods as in {@code io.umbel.Example.method}; one that is overloaded counts once any of that name is
     * @throws JMException if this JVM does not tell
     */
    static boolean holdsAll(Collection<String> methods) throws JMException {
        // A line a method: compile id, tier, state, name(parameters), addresses.
        String list = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "compilerCodelist", null, null);
        Set<String> missing = new HashSet<>(methods);
        list.lines().map(line -> line.split("[ (]", 5)).forEach(fields -> {
            if (fields.length > 3 && fields[1].equals(OPTIMISED)) {
                missing.remove(fields[3]);
            }
        });
        return missing.isEmpty();
    }
}
