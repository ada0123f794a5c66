package org.mpath.itests.support;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configuration of a component that is made by its constructor: the defaults of its settings' type, with changes. */
public final class Defaults {
    private Defaults() {}

    /** All defaults. */
    public static <A extends Annotation> A of(Class<A> settings) {
        return of(settings, Map.of());
    }

    /**
     * Defaults with changes.
     *
     * @param changed values by method name
     */
    public static <A extends Annotation> A of(Class<A> settings, Map<String, ?> changed) {
        return settings.cast(Proxy.newProxyInstance(settings.getClassLoader(), new Class<?>[] {settings}, (proxy, method, arguments) ->
                changed.containsKey(method.getName()) ? changed.get(method.getName()) : method.getDefaultValue()));
    }
}
