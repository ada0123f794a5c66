package org.mpath.transport.iscsi;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Configurations for tests: the defaults, and what a test sets by the name it has in a configuration file. */
final class Configured {
    private final Map<String, Object> values = new HashMap<>();

    static Configured with(String key, Object value) {
        return new Configured().and(key, value);
    }

    static Configured portals(String... words) {
        return with("portals", words);
    }

    Configured and(String key, Object value) {
        values.put(key, value);
        return this;
    }

    /** Takes over what another one sets. */
    Configured and(Configured other) {
        values.putAll(other.values);
        return this;
    }

    /** Fast timing, so that tests of loss and return take little time. */
    Configured quick() {
        return and("ping.interval.millis", 200).and("ping.timeout.millis", 300).and("connect.timeout.millis", 500)
                .and("login.timeout.millis", 2000).and("abort.timeout.millis", 400).and("retry.min.millis", 20)
                .and("retry.max.millis", 200).and("logout.timeout.millis", 500);
    }

    IscsiConfiguration get() {
        return (IscsiConfiguration) Proxy.newProxyInstance(
                IscsiConfiguration.class.getClassLoader(),
                new Class<?>[] {IscsiConfiguration.class},
                (proxy, method, arguments) -> {
                    String key = method.getName().replace('_', '.');
                    return values.getOrDefault(key, method.getDefaultValue());
                });
    }
}
