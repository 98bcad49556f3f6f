package io.umbel.cli;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code umbel}: a class with picocli's {@code @Command}, found through {@link java.util.ServiceLoader}, so
 * that a module which nobody knows can add its own. What it returns is the exit status: 0 for success, 1 for a failure.
 *
 * <p>It reports a failure by throwing an exception whose message is one sentence, and a wrong use of the command line by
 * picocli's {@code ParameterException}.
 */
public interface Subcommand extends Callable<Integer> {}
