package io.umbel.mgm.model;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Runs a property as often as {@code -Dumbel.model.tries} says, or as the property itself does. */
public final class TriesFromSystemProperty implements AroundPropertyHook {

    private static final String TRIES = "umbel.model.tries";

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Integer tries = Integer.getInteger(TRIES);
        if (tries != null) {
            context.attributes().setTries(tries);
        }
        return property.execute();
    }
}
