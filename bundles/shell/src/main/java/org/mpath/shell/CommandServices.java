package org.mpath.shell;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Registers every command of every group as a service of its own: Gogo finds commands by their service properties. */
@Component(service = {}, immediate = true)
public final class CommandServices {
    private final BundleContext context;
    private final Map<CommandGroup, List<ServiceRegistration<Function>>> registrations = new ConcurrentHashMap<>();

    /** Made by Declarative Services. */
    @Activate
    public CommandServices(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGroup(CommandGroup group) {
        List<ServiceRegistration<Function>> services = new ArrayList<>();
        group.syntaxes().forEach(syntax -> services.add(register(group, syntax)));
        registrations.put(group, services);
    }

    void removeGroup(CommandGroup group) {
        registrations.remove(group).forEach(ServiceRegistration::unregister);
    }

    private ServiceRegistration<Function> register(CommandGroup group, Syntax syntax) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, syntax.scope());
        properties.put(CommandProcessor.COMMAND_FUNCTION, syntax.name());
        return context.registerService(Function.class, function(group, syntax), properties);
    }

    /** What Gogo calls for one command. */
    static Function function(CommandGroup group, Syntax syntax) {
        return (session, words) -> {
            group.call(syntax.name(), session, words);
            return null;
        };
    }
}
