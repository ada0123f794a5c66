package org.mpath.shell;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.mpath.api.inventory.Inventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The hidden command {@code mpath:__welcome}: what a person sees first, once discovery has settled. */
@Component(service = Welcome.class, immediate = true)
@GogoCommand(
        scope = "mpath",
        function = {"__welcome"})
public final class Welcome implements Function {
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(15);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    /** Made by Declarative Services. */
    @Activate
    public Welcome() {}

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        Screen screen = Screen.of(session);
        Inventory present = inventory;
        if (present != null && !present.awaitSettled(SETTLING_LIMIT)) {
            screen.sentence("discovery goes on after " + SETTLING_LIMIT.toSeconds() + " s; this is what there is so far:");
        }
        session.execute("mpath:topology");
        screen.sentence("`help` lists the commands, Tab completes, `exit` ends.");
        return null;
    }
}
