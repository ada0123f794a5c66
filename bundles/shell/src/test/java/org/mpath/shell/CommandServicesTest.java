package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class CommandServicesTest {
    private final Gosh gosh = new Gosh();
    private final List<String> registered = new ArrayList<>();

    @AfterEach
    void close() {
        gosh.close();
    }

    @Test
    void everyCommandOfAGroupIsAServiceWhileTheGroupIsThere() {
        CommandServices services = new CommandServices(context());
        CommandGroup paths = new PathCommands(gosh.maps);
        services.addGroup(paths);
        assertThat(registered)
                .containsExactlyInAnyOrder(
                        "mpath:fail", "mpath:reinstate", "mpath:switch-group", "mpath:disable-group", "mpath:enable-group",
                        "mpath:setmarginal", "mpath:unsetmarginal");
        services.removeGroup(paths);
        assertThat(registered).isEmpty();
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("registerService");
                    assertThat(arguments[1]).isInstanceOf(Function.class);
                    Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
                    String name = properties.get("osgi.command.scope") + ":" + properties.get("osgi.command.function");
                    registered.add(name);
                    return registration(name);
                });
    }

    private ServiceRegistration<?> registration(String name) {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class},
                (self, method, arguments) -> registered.remove(name) ? null : null);
    }
}
