package io.umbel.dataplane.forward;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** What of this program the JVM's optimising compiler has compiled so far. HotSpot knows; another JVM may not tell. */
final class CompiledCode {
    /** HotSpot's tier of fully optimised code, and the state of code that has not been given up since. */
    private static final String OPTIMISED = " 4 0";

    private CompiledCode() {}

    /**
     * Which of these methods are not optimised. Takes a few milliseconds; the first time a few hundred.
     *
     * @param methods as in {@code io.umbel.Example.method}; one that is overloaded counts once any of that name is
     * @throws JMException if this JVM does not tell
     */
    static List<String> missingOf(Collection<String> methods) throws JMException {
        String list = ask("compilerCodelist");
        return methods.stream().filter(method -> !isOptimised(list, method)).toList();
    }

    /** @param list a line a method: compile id, tier, state, name(parameters), addresses */
    private static boolean isOptimised(String list, String method) {
        String name = " " + method + "(";
        for (int at = list.indexOf(name); at >= 0; at = list.indexOf(name, at + 1)) {
            String beforeName = list.substring(list.lastIndexOf('\n', at) + 1, at);
            if (beforeName.endsWith(OPTIMISED)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the compilers have done all that they were asked for.
     *
     * @throws JMException if this JVM does not tell
     */
    static boolean isComplete() throws JMException {
        // Headings, which end in a colon, and under each a line a method, or that there is none.
        return ask("compilerQueue")
                .lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.endsWith(":") || line.equals("Empty"));
    }

    private static String ask(String command) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), command, null, null);
    }
}
