package org.mpath.itests.bench;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configuration of a component that is started by its constructor: its settings type's defaults, with changes. */
final class Defaults {
    private Defaults() {}

    /**
     * Settings with the defaults of the annotation type.
     *
     * @param changed values by method name
     */
    static <A> A of(Class<A> settings, Map<String, Object> changed) {
        return settings.cast(Proxy.newProxyInstance(
                settings.getClassLoader(),
                new Class<?>[] {settings},
                (proxy, method, arguments) ->
                        changed.containsKey(method.getName()) ? changed.get(method.getName()) : method.getDefaultValue()));
    }
}
