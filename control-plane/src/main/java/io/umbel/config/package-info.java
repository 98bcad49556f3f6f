/**
 * The configuration file of the appliance: YAML, read and checked whole before anything starts. {@code
 * docs/configuration.md} has every key.
 */
@NullMarked
package io.umbel.config;

import org.jspecify.annotations.NullMarked;
